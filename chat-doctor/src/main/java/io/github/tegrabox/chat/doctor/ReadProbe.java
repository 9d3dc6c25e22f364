package io.github.tegrabox.chat.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.internal.wire.Endpoint;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * Finds with GET requests alone: the credential, the prefix, the project, and where its
 * id goes.
 */
final class ReadProbe extends RestProbe {

	private static final List<String> KEY_HEADERS = List.of("X-API-Key", "api-key", "X-Project-Key", "X-Chat-Key",
			"apikey", "X-Api-Token", "X-Auth-Key", "X-Access-Key", "X-Chat-Api-Key", "X-Secret-Key");

	private static final List<String> SCHEMES = List.of("Bearer ", "ApiKey ", "Api-Key ", "Token ", "Key ", "");

	private static final List<String> PREFIXES = List.of("/api", "/api/v1", "/v1", "", "/api/v2", "/v2", "/chat",
			"/chat/api");

	private static final List<String> LOOK_UPS = List.of("/projects/current", "/projects/me", "/project",
			"/auth/project", "/api-keys/verify", "/projects/self", "/me/project", "/api-keys/current", "/me",
			"/projects");

	private static final List<String> PROJECT_HEADERS = List.of("X-Project-Id", "X-Project", "Project-Id",
			"X-Chat-Project", "X-Chat-Project-Id", "X-Tenant-Id", "X-App-Id");

	private static final List<String> PROJECT_PARAMETERS = List.of("project_id", "projectId", "project", "pid");

	private static final Pattern HEADER = Pattern.compile("\\b[Xx]-[A-Za-z][A-Za-z-]*[A-Za-z]\\b");

	private final List<Answer> refused = new ArrayList<>();

	private final List<Answer> inVain = new ArrayList<>();

	private boolean keyWorks;

	private @Nullable Page<ChatUser> users;

	ReadProbe(Http http, Dialect dialect, Findings findings, Secrets secrets, OpenApi openApi, String key) {
		super(http, dialect, findings, secrets, openApi, key);
	}

	/**
	 * Finds what can be found.
	 * @return whether the collections were found, without which there is no more to find
	 */
	boolean run() {
		boolean known = tryAsConfigured();
		if (!known) {
			lookUp();
			known = collections();
		}
		if (!this.keyWorks) {
			this.findings.missing("credential of the API key", this.refused.isEmpty() ? this.inVain : this.refused);
		}
		if (!known) {
			this.findings.missing("users-list", this.inVain);
			return false;
		}
		rooms();
		entities();
		return true;
	}

	/**
	 * First what was configured, so that a server that speaks so gets few requests.
	 */
	private boolean tryAsConfigured() {
		WireSettings wire = this.dialect.wire();
		List<CredentialForm> key = List.of(this.dialect.apiKey());
		if (this.dialect.projectId() == null && wire.needsProjectId(WireOperation.USERS_LIST)) {
			String path = Endpoint.parse(wire.request(WireOperation.PROJECT_LOOKUP)).path();
			Answer answer = get(path, key, Map.of());
			String id = answer.read(EntityReader.PROJECT_ID);
			if (id == null) {
				note(answer);
				return false;
			}
			foundLookUp(path, id, answer);
			foundKey(this.dialect.apiKey(), answer);
		}
		String path = Endpoint.parse(wire.request(WireOperation.USERS_LIST)).path();
		Answer answer = ask("GET " + path, Map.of(), null, null);
		if (!isPage(answer)) {
			note(answer.explained(page(EntityReader.USER)));
			return false;
		}
		if (!this.keyWorks) {
			foundKey(this.dialect.apiKey(), answer);
		}
		String base = path.replaceFirst("/users/?$", "");
		foundCollections(base.replaceFirst("/projects/\\{projectId}$", ""), base, answer);
		return true;
	}

	private void note(Answer answer) {
		this.inVain.add(answer);
		if (answer.status() == 401 || answer.status() == 403) {
			this.refused.add(answer);
		}
	}

	private void lookUp() {
		if (this.dialect.has(WireOperation.PROJECT_LOOKUP) || this.dialect.projectId() != null) {
			return;
		}
		Set<String> paths = new LinkedHashSet<>(this.openApi.lookUps());
		for (String prefix : prefixes()) {
			LOOK_UPS.subList(0, 5).forEach((path) -> paths.add(prefix + path));
		}
		for (String prefix : prefixes()) {
			LOOK_UPS.forEach((path) -> paths.add(prefix + path));
		}
		for (List<String> schemes : List.of(SCHEMES.subList(0, 2), SCHEMES.subList(2, SCHEMES.size()))) {
			for (String path : paths) {
				tryLookUp(path, groups(schemes));
				if (this.dialect.has(WireOperation.PROJECT_LOOKUP)) {
					return;
				}
			}
			if (this.keyWorks) {
				break;
			}
		}
		if (!this.dialect.has(WireOperation.PROJECT_LOOKUP)) {
			this.findings.untried("project-lookup",
					"no path answers with the id of a project; tried " + this.inVain.size() + " requests, such as "
							+ this.inVain.get(0).evidence(this.secrets)
							+ ". If the server wants one, give --project-id");
		}
	}

	private void tryLookUp(String path, List<List<CredentialForm>> groups) {
		for (List<CredentialForm> forms : groups) {
			Answer answer = get(path, forms, Map.of());
			String id = answer.read(EntityReader.PROJECT_ID);
			if (id != null && !answer.json().isArray()) {
				narrow(path, forms, (other) -> other.read(EntityReader.PROJECT_ID) != null);
				foundLookUp(path, id, answer);
				return;
			}
			note(answer);
			if (answer.isAbsent()) {
				return;
			}
		}
	}

	private void foundLookUp(String path, String id, Answer answer) {
		this.dialect.request(WireOperation.PROJECT_LOOKUP, "GET " + path, answer);
		this.dialect.projectId(id);
		this.findings.works("project-lookup", "GET " + path, answer.evidence(this.secrets) + ", project " + id);
	}

	private void foundKey(CredentialForm form, Answer answer) {
		this.keyWorks = true;
		this.dialect.wire(this.dialect.wire().mutate().apiKey(form.asKey()).build());
		this.findings.works("credential of the API key", form.asKey(), answer.evidence(this.secrets));
	}

	/**
	 * The forms of the key that can be tried at the same time.
	 */
	private List<List<CredentialForm>> groups() {
		return groups(SCHEMES);
	}

	private List<List<CredentialForm>> groups(List<String> schemes) {
		if (this.keyWorks) {
			return List.of(List.of(this.dialect.apiKey()));
		}
		List<CredentialForm> headers = new ArrayList<>();
		List<List<CredentialForm>> groups = new ArrayList<>();
		CredentialForm configured = this.dialect.apiKey();
		if (!configured.header().equalsIgnoreCase("Authorization")) {
			headers.add(configured);
		}
		this.openApi.keyForms().forEach((form) -> headers.add(CredentialForm.ofKey(form)));
		KEY_HEADERS.forEach((header) -> headers.add(CredentialForm.ofKey(header + ": {key}")));
		groups.add(headers);
		for (String scheme : schemes) {
			groups.add(List.of(CredentialForm.ofKey("Authorization: " + scheme + "{key}")));
		}
		return groups;
	}

	/**
	 * Finds which one of several forms it was.
	 */
	private void narrow(String path, List<CredentialForm> forms, Predicate<Answer> works) {
		if (this.keyWorks) {
			return;
		}
		for (CredentialForm form : forms) {
			Answer answer = get(path, List.of(form), Map.of());
			if (works.test(answer)) {
				foundKey(form, answer);
				return;
			}
		}
	}

	private Set<String> prefixes() {
		Set<String> prefixes = new LinkedHashSet<>();
		String lookUp = this.dialect.request(WireOperation.PROJECT_LOOKUP);
		if (!lookUp.isEmpty()) {
			String path = lookUp.substring(lookUp.indexOf(' ') + 1);
			LOOK_UPS.stream()
				.filter(path::endsWith)
				.map((end) -> path.substring(0, path.length() - end.length()))
				.filter((prefix) -> prefix.isEmpty() || !prefix.endsWith("/auth"))
				.forEach(prefixes::add);
		}
		prefixes.addAll(this.openApi.prefixes());
		prefixes.addAll(PREFIXES);
		return prefixes;
	}

	private boolean collections() {
		String projectId = this.dialect.projectId();
		for (String prefix : prefixes()) {
			if (projectId != null) {
				for (String middle : List.of("/projects/{projectId}", "/project/{projectId}", "/{projectId}")) {
					if (tryCollection(prefix, prefix + middle, "path", Map.of(), "")) {
						return true;
					}
				}
			}
			if (tryCollection(prefix, prefix, "none", Map.of(), "")) {
				return true;
			}
			if (projectId != null && exists() && (headers(prefix, projectId) || parameters(prefix, projectId))) {
				return true;
			}
		}
		// Some say of what lacks the project that it is not there.
		return projectId != null && prefixes().stream()
			.anyMatch((prefix) -> headers(prefix, projectId) || parameters(prefix, projectId));
	}

	/**
	 * Whether the last path that was tried is there, though it was refused.
	 */
	private boolean exists() {
		return !this.inVain.get(this.inVain.size() - 1).isAbsent();
	}

	private boolean headers(String prefix, String projectId) {
		Set<String> names = new LinkedHashSet<>();
		// The refusal may name the header.
		Matcher matcher = HEADER.matcher(this.inVain.get(this.inVain.size() - 1).text());
		while (matcher.find()) {
			names.add(matcher.group());
		}
		names.addAll(PROJECT_HEADERS);
		Map<String, String> all = new LinkedHashMap<>();
		names.forEach((name) -> all.put(name, projectId));
		if (!tryRequest(prefix + "/users", all, "")) {
			return false;
		}
		return names.stream()
			.anyMatch((name) -> tryCollection(prefix, prefix, "header:" + name, Map.of(name, projectId), ""));
	}

	private boolean parameters(String prefix, String projectId) {
		String all = PROJECT_PARAMETERS.stream()
			.map((name) -> name + '=' + projectId)
			.collect(Collectors.joining("&", "?", ""));
		if (!tryRequest(prefix + "/users", Map.of(), all)) {
			return false;
		}
		return PROJECT_PARAMETERS.stream()
			.anyMatch((name) -> tryCollection(prefix, prefix, "query:" + name, Map.of(), '?' + name + '=' + projectId));
	}

	private boolean tryRequest(String path, Map<String, String> headers, String query) {
		return groups().stream().anyMatch((forms) -> isPage(get(path + query, forms, headers)));
	}

	private boolean tryCollection(String prefix, String base, String place, Map<String, String> headers, String query) {
		String path = base + "/users";
		String filled = path.replace("{projectId}", String.valueOf(this.dialect.projectId())) + query;
		for (List<CredentialForm> forms : groups()) {
			Answer answer = get(filled, forms, headers);
			if (isPage(answer)) {
				narrow(filled, forms, RestProbe::isPage);
				this.dialect.wire(this.dialect.wire().mutate().project(place).projectId("-").build());
				foundCollections(prefix, base, answer);
				return true;
			}
			note(answer.explained(page(EntityReader.USER)));
			if (answer.isAbsent()) {
				return false;
			}
		}
		return false;
	}

	private void foundCollections(String prefix, String base, Answer answer) {
		this.dialect.base(prefix, base);
		this.dialect.request(WireOperation.USERS_LIST, "GET " + base + "/users", answer);
		this.dialect.request(WireOperation.USERS_CREATE, "POST " + base + "/users");
		this.users = answer.read(page(EntityReader.USER));
		this.findings.works("prefix and project",
				(prefix.isEmpty() ? "no prefix" : prefix) + ", project: "
						+ (base.contains("{projectId}") ? "path" : this.dialect.wire().project()),
				answer.evidence(this.secrets));
		this.findings.works("users-list", "GET " + base + "/users", answer.evidence(this.secrets));
	}

	private void rooms() {
		List<Answer> tried = new ArrayList<>();
		for (String name : List.of("/rooms", "/channels", "/conversations", "/chats")) {
			String request = "GET " + this.dialect.base() + name;
			Answer answer = ask(request, Map.of(), null, null);
			tried.add(answer.explained(page(EntityReader.ROOM)));
			if (isPage(answer)) {
				this.dialect.request(WireOperation.ROOMS_LIST, request, answer);
				this.findings.works("rooms-list", request, answer.evidence(this.secrets));
				Page<Room> rooms = answer.read(page(EntityReader.ROOM));
				if (rooms != null && !rooms.response().items().isEmpty()) {
					room(rooms.response().items().get(0).id());
				}
				return;
			}
		}
		this.findings.missing("rooms-list", tried);
	}

	private void room(String id) {
		String room = this.dialect.request(WireOperation.ROOMS_LIST) + "/{roomId}";
		first(WireOperation.ROOMS_GET, List.of(Attempt.of(room)), EntityReader.ROOM, Map.of("roomId", id), null);
		Page<Message> page = first(WireOperation.MESSAGES_LIST, List.of(Attempt.of(room + "/messages")),
				page(EntityReader.messageOf(id)), Map.of("roomId", id), null);
		if (page != null) {
			order(page.response());
		}
	}

	private void order(PaginatedResponse<Message> page) {
		List<Message> dated = page.items().stream().filter((message) -> message.createdAt() != null).toList();
		if (dated.size() > 1) {
			Message head = dated.get(0);
			Message tail = dated.get(dated.size() - 1);
			if (head.createdAt() != null && tail.createdAt() != null && !head.createdAt().equals(tail.createdAt())) {
				foundOrder(head.createdAt().isAfter(tail.createdAt()), "the first of " + dated.size()
						+ " messages is of " + head.createdAt() + ", the last of " + tail.createdAt());
			}
		}
	}

	private void entities() {
		Page<ChatUser> page = this.users;
		String users = "GET " + this.dialect.base() + "/users/{userId}";
		if (page != null && !page.response().items().isEmpty()) {
			first(WireOperation.USERS_GET, List.of(Attempt.of(users)), EntityReader.USER,
					Map.of("userId", page.response().items().get(0).id()), null);
		}
	}

	/**
	 * What writing would find better.
	 */
	void unseen() {
		pages();
		verifyUnseen();
	}

	/**
	 * Without a token: a path that is there refuses, one that is not is absent.
	 */
	private void verifyUnseen() {
		Answer nothing = ask("GET " + this.dialect.prefix() + "/auth/chat-doctor-nothing", Map.of(), null, Map.of(),
				"");
		for (String path : List.of("/auth/verify", "/auth/me")) {
			Answer answer = ask("GET " + this.dialect.prefix() + path, Map.of(), null, Map.of(), "");
			if (!answer.isAbsent() && nothing.isAbsent()) {
				this.dialect.request(WireOperation.AUTH_VERIFY, "GET " + this.dialect.prefix() + path, answer);
				this.findings.works("auth-verify", "GET " + this.dialect.prefix() + path,
						answer.evidence(this.secrets) + " without a token, so it is there; seen with --write only");
				return;
			}
		}
		this.findings.untried("auth-verify", "needs a token, which --write has issued");
	}

}
