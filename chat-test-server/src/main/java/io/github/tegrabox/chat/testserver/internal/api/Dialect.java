package io.github.tegrabox.chat.testserver.internal.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.testserver.internal.api.Operation.Resource;
import org.jspecify.annotations.Nullable;

/**
 * How the server speaks: the one home of methods, paths, credentials, names and forms.
 * Immutable.
 */
public final class Dialect {

	private static final String PREFIX = "chat.wire.";

	private static final Pattern BRACKETS = Pattern.compile("\\.?\\[([^\\[\\]]*)]");

	/** As Spring Boot compares them, which an application's own names went through. */
	private static final Comparator<String> BY_LETTERS = Comparator
		.comparing((String name) -> name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT));

	private final Map<Operation, Endpoint> endpoints = new EnumMap<>(Operation.class);

	private final Map<Operation, Map<String, String>> bodies = new EnumMap<>(Operation.class);

	private final Map<String, String> events = new HashMap<>();

	private final CredentialHeader apiKey;

	private final CredentialHeader jwt;

	private final Place project;

	private final boolean camelCase;

	private final boolean bareRoomIds;

	private final Place socketAuth;

	private final String namespace;

	private final MessageOrder messageOrder;

	private final int firstPage;

	private final String pageParameter;

	private final String limitParameter;

	private final boolean camelCaseAnswers;

	private final boolean underData;

	private final boolean epochMillis;

	private final String projectAnswer;

	private Dialect(Map<String, String> given) {
		Map<String, String> rest = new TreeMap<>(BY_LETTERS);
		given.forEach((key, value) -> rest.put(plain(key), value));
		String header = read(rest, "api-key-header", "X-API-Key", Function.identity());
		this.apiKey = read(rest, "credentials.api-key", header + ": {key}", CredentialHeader::parse);
		this.jwt = read(rest, "credentials.jwt", "Authorization: Bearer {token}", CredentialHeader::parse);
		this.project = read(rest, "project", "path",
				(text) -> Place.parse(text, ':', List.of("path", "none"), List.of("header", "query")));
		this.camelCase = choice(rest, "names", "snake_case", "camelCase");
		this.bareRoomIds = choice(rest, "room-payload", "object", "id");
		this.socketAuth = read(rest, "socket-auth", "auth.token",
				(text) -> Place.parse(text, '.', List.of(), List.of("auth", "query", "header")));
		this.namespace = read(rest, "connect-namespace", "/", Endpoint::checkPath);
		this.messageOrder = read(rest, "message-order", "newest-first", MessageOrder::parse);
		this.firstPage = choice(rest, "first-page", "1", "0") ? 0 : 1;
		this.pageParameter = read(rest, "query.page", "page", Dialect::notBlank);
		this.limitParameter = read(rest, "query.limit", "limit", Dialect::notBlank);
		// Its pages have numbers, so that no cursor ever comes.
		read(rest, "query.cursor", "cursor", Dialect::notBlank);
		this.camelCaseAnswers = choice(rest, "answers.names", this.camelCase ? "camelCase" : "snake_case", "snake_case",
				"camelCase");
		this.underData = choice(rest, "answers.entities", "bare", "data");
		this.epochMillis = choice(rest, "answers.times", "iso", "epoch-millis");
		this.projectAnswer = read(rest, "answers.project", "id", Dialect::projectAnswer);
		events(rest, "emits.", SocketEvents.RECEIVED);
		events(rest, "events.", SocketEvents.SENT);
		endpoints(rest);
		bodies(rest);
		if (!rest.isEmpty()) {
			throw new IllegalArgumentException("There is no setting of the wire '" + rest.keySet().iterator().next()
					+ "'; there are operations.*, paths.*, bodies.*.*, project, credentials.api-key, credentials.jwt, "
					+ "api-key-header, names, room-payload, socket-auth, connect-namespace, emits.*, events.*, "
					+ "message-order, first-page, query.*, answers.names, answers.entities, answers.times and answers.project");
		}
	}

	/**
	 * Makes a dialect of settings.
	 * @param settings the settings by their names, with {@code chat.wire.} before them or
	 * without; what is missing is as in the Chat API
	 * @return the dialect
	 * @throws IllegalArgumentException if a setting does not exist or cannot work
	 */
	public static Dialect of(Map<String, String> settings) {
		return new Dialect(settings);
	}

	/**
	 * The name of a setting without the prefix, and with dots in place of brackets.
	 * @param key the name as it was given
	 * @return the one name for all ways to write it
	 */
	public static String plain(String key) {
		String dotted = BRACKETS.matcher(key).replaceAll(".$1");
		return dotted.startsWith(PREFIX) ? dotted.substring(PREFIX.length()) : dotted;
	}

	private static <T> T read(Map<String, String> rest, String key, String otherwise, Function<String, T> reader) {
		String value = rest.remove(key);
		try {
			return reader.apply((value != null) ? value.strip() : otherwise);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(PREFIX + key + " is '" + value + "', but " + ex.getMessage(), ex);
		}
	}

	private static boolean choice(Map<String, String> rest, String key, String standard, String other) {
		return choice(rest, key, standard, standard, other);
	}

	/**
	 * Whether it is the second of two values.
	 */
	private static boolean choice(Map<String, String> rest, String key, String otherwise, String first, String second) {
		return read(rest, key, otherwise, (text) -> {
			if (!bare(text).equals(bare(first)) && !bare(text).equals(bare(second))) {
				throw new IllegalArgumentException("it must be " + first + " or " + second);
			}
			return bare(text).equals(bare(second));
		});
	}

	private static String notBlank(String text) {
		if (text.isBlank()) {
			throw new IllegalArgumentException("it must not be blank");
		}
		return text;
	}

	private static String projectAnswer(String form) {
		if (!List.of("id", "projectId", "project.id", "data.id").contains(form)) {
			throw new IllegalArgumentException("it must be id, projectId, project.id or data.id");
		}
		return form;
	}

	/**
	 * Puts what is set behind what is not, so that of two that do not go together the one
	 * that is set is at fault.
	 */
	private static <T> List<T> setLast(List<T> all, Map<String, String> rest, Function<T, String> key) {
		return all.stream().sorted(Comparator.comparing((T each) -> rest.containsKey(key.apply(each)))).toList();
	}

	private void events(Map<String, String> rest, String prefix, List<String> names) {
		List<String> taken = new ArrayList<>();
		for (String event : setLast(names, rest, (name) -> prefix + name.replace('_', '-'))) {
			String name = read(rest, prefix + event.replace('_', '-'), event, (text) -> {
				if (text.isBlank() || taken.contains(text)) {
					throw new IllegalArgumentException("it must not be blank or the name of another event");
				}
				return text;
			});
			taken.add(name);
			this.events.put(event, name);
		}
	}

	private void endpoints(Map<String, String> rest) {
		Map<Resource, String> paths = new EnumMap<>(Resource.class);
		for (Resource resource : Resource.values()) {
			String standard = this.project.is("path") ? resource.template()
					: resource.template().replace("/projects/{projectId}", "");
			paths.put(resource,
					read(rest, "paths." + resource.name().toLowerCase(Locale.ROOT), standard, Endpoint::checkPath));
		}
		Map<String, Operation> shapes = new HashMap<>();
		for (Operation operation : setLast(List.of(Operation.values()), rest,
				(candidate) -> "operations." + candidate.property())) {
			String standard = operation.method() + " " + paths.get(operation.resource()) + operation.suffix();
			String key = "operations." + operation.property();
			Endpoint endpoint = read(rest, key, standard, Endpoint::parse);
			Operation other = shapes.put(endpoint.shape(), operation);
			if (other != null) {
				throw new IllegalArgumentException(
						PREFIX + key + " is '" + endpoint + "', but that is " + other.property() + " already");
			}
			this.endpoints.put(operation, endpoint);
		}
	}

	private void bodies(Map<String, String> rest) {
		for (Operation operation : Operation.values()) {
			String prefix = "bodies." + operation.property();
			Map<String, String> names = new TreeMap<>(BY_LETTERS);
			List<String> keys = rest.keySet().stream().filter((key) -> isBelow(prefix, key)).toList();
			for (String key : keys) {
				names.put(key.substring(key.lastIndexOf('.') + 1), read(rest, key, "", (text) -> {
					if (text.isBlank()) {
						throw new IllegalArgumentException("the name of a field must not be blank");
					}
					return text;
				}));
			}
			this.bodies.put(operation, names);
		}
	}

	private static boolean isBelow(String prefix, String key) {
		int end = key.lastIndexOf('.');
		return end > 0 && BY_LETTERS.compare(prefix, key.substring(0, end)) == 0;
	}

	private static String bare(String text) {
		return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

	Endpoint endpoint(Operation operation) {
		return Objects.requireNonNull(this.endpoints.get(operation));
	}

	/**
	 * The name of a field that the server reads.
	 */
	String fieldName(Operation operation, String field) {
		String given = this.bodies.getOrDefault(operation, Map.of()).get(field);
		return (given != null) ? given : name(field);
	}

	/**
	 * Whether writes of an operation name a user by its external id.
	 */
	boolean isByExternalId(Operation operation) {
		return operation != Operation.USERS_CREATE
				&& this.bodies.getOrDefault(operation, Map.of()).containsKey("external_user_id");
	}

	/**
	 * A name as the server reads it.
	 */
	String name(String snakeCase) {
		return this.camelCase ? camelCase(snakeCase) : snakeCase;
	}

	/**
	 * A name as the server writes it.
	 */
	String answerName(String snakeCase) {
		return this.camelCaseAnswers ? camelCase(snakeCase) : snakeCase;
	}

	private static String camelCase(String snakeCase) {
		StringBuilder name = new StringBuilder();
		for (String word : snakeCase.split("_", -1)) {
			name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
		}
		return name.toString();
	}

	String event(String event) {
		return Objects.requireNonNull(this.events.get(event), event);
	}

	/**
	 * The Chat API's own name of an event that the server sends.
	 */
	String ownName(String name) {
		return SocketEvents.SENT.stream().filter((event) -> event(event).equals(name)).findFirst().orElse(name);
	}

	CredentialHeader apiKey() {
		return this.apiKey;
	}

	CredentialHeader jwt() {
		return this.jwt;
	}

	Place project() {
		return this.project;
	}

	boolean isRoomBare(String event) {
		return this.bareRoomIds && !event.equals("send_message");
	}

	Place socketAuth() {
		return this.socketAuth;
	}

	String namespace() {
		return this.namespace;
	}

	MessageOrder messageOrder() {
		return this.messageOrder;
	}

	int firstPage() {
		return this.firstPage;
	}

	String pageParameter() {
		return this.pageParameter;
	}

	String limitParameter() {
		return this.limitParameter;
	}

	boolean isUnderData() {
		return this.underData;
	}

	boolean isEpochMillis() {
		return this.epochMillis;
	}

	/**
	 * Where the answer to the look-up has the project's id.
	 * @return the names on the way to it
	 */
	List<String> projectAnswer() {
		return Arrays.asList(this.projectAnswer.split("\\.", -1));
	}

	/**
	 * The field that holds the token to verify.
	 * @return its name, {@code null} if a header holds the token
	 */
	@Nullable String tokenField() {
		return endpoint(Operation.AUTH_VERIFY).takesBody()
				? this.bodies.getOrDefault(Operation.AUTH_VERIFY, Map.of()).get("token") : null;
	}

}
