package io.github.tegrabox.chat.doctor;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import io.github.tegrabox.chat.wire.WireSettings.Paths;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the server so far.
 */
final class Dialect {

	private WireSettings wire;

	/**
	 * What stands before the collections, the place of the project's id included.
	 */
	private String base = "/api/projects/{projectId}";

	private String prefix = "/api";

	private final @Nullable String givenProject;

	private @Nullable String projectId;

	private boolean polling;

	private final Map<WireOperation, String> requests = new EnumMap<>(WireOperation.class);

	private final Set<WireOperation> slashed = EnumSet.noneOf(WireOperation.class);

	private final Map<WireOperation, Map<String, String>> bodies = new EnumMap<>(WireOperation.class);

	Dialect(WireSettings start) {
		this.wire = start;
		this.givenProject = start.projectId();
		this.projectId = this.givenProject;
	}

	WireSettings wire() {
		return this.wire;
	}

	void wire(WireSettings wire) {
		this.wire = wire;
	}

	String prefix() {
		return this.prefix;
	}

	String base() {
		return this.base;
	}

	@Nullable String projectId() {
		return this.projectId;
	}

	void projectId(String id) {
		this.projectId = id;
	}

	CredentialForm apiKey() {
		return CredentialForm.ofKey(this.wire.apiKey());
	}

	NameStyle names() {
		return this.wire.names();
	}

	void base(String prefix, String base) {
		this.prefix = prefix;
		this.base = base;
	}

	/**
	 * Notes that the socket is reached without a WebSocket alone.
	 */
	void polling() {
		this.polling = true;
	}

	boolean isPolling() {
		return this.polling;
	}

	/**
	 * Notes the request for an operation, and whether its path ends in a slash.
	 */
	void request(WireOperation operation, String request, Answer answer) {
		request(operation, request.replaceFirst("/$", ""));
		if (answer.hasSlash()) {
			this.slashed.add(operation);
		}
	}

	/**
	 * Notes the request for an operation.
	 */
	void request(WireOperation operation, String request) {
		this.requests.put(operation, request);
	}

	boolean has(WireOperation operation) {
		return this.requests.containsKey(operation);
	}

	String request(WireOperation operation) {
		return this.requests.getOrDefault(operation, "");
	}

	void body(WireOperation operation, String field, String name) {
		this.bodies.computeIfAbsent(operation, (key) -> new LinkedHashMap<>()).put(field, name);
	}

	/**
	 * Notes that the socket has another style of names than the bodies of requests, whose
	 * names are then given one by one.
	 */
	void socketNames(NameStyle style) {
		NameStyle rest = this.wire.names();
		for (WireOperation operation : this.requests.keySet()) {
			for (String field : operation.fields()) {
				boolean optional = field.equals("external_user_id") && operation != WireOperation.USERS_CREATE;
				if (!optional && !rest.of(field).equals(style.of(field))) {
					this.bodies.computeIfAbsent(operation, (key) -> new LinkedHashMap<>())
						.putIfAbsent(field, rest.of(field));
				}
			}
		}
		this.wire = this.wire.mutate().names(style).build();
	}

	/**
	 * The settings for all of this, as short as they can be said.
	 */
	WireSettings settings() {
		boolean inPath = this.wire.project().equals("path");
		Paths standard = Paths.defaults();
		String base = this.base;
		Paths paths = new Paths(path(WireOperation.PROJECT_LOOKUP, standard.project()),
				collection(WireOperation.USERS_LIST, base + "/users"),
				collection(WireOperation.ROOMS_LIST, base + "/rooms"),
				collection(WireOperation.MESSAGES_LIST, base + "/rooms/{roomId}/messages"),
				path(WireOperation.AUTH_VERIFY, this.prefix + "/auth/verify"));
		if (!inPath && base.equals("/api")) {
			paths = new Paths(paths.project(), usual(paths.users(), standard.users()),
					usual(paths.rooms(), standard.rooms()), usual(paths.messages(), standard.messages()),
					paths.verify());
		}
		WireSettings.Builder settings = this.wire.mutate().paths(paths).projectId(this.givenProject);
		if (inPath && !base.contains("{projectId}")) {
			settings.project("none");
		}
		WireSettings collections = WireSettings.builder()
			.paths(paths)
			.project(this.wire.project())
			.projectId("-")
			.build();
		this.requests.forEach((operation, found) -> {
			String request = found + (this.slashed.contains(operation) ? "/" : "");
			if (!request.equals(collections.request(operation))) {
				settings.operation(operation, request);
			}
		});
		this.bodies
			.forEach((operation, fields) -> fields.forEach((field, name) -> settings.body(operation, field, name)));
		return settings.build();
	}

	private static String usual(String path, String standard) {
		return path.equals(standard.replace("/projects/{projectId}", "")) ? standard : path;
	}

	private String path(WireOperation operation, String other) {
		String request = request(operation);
		return request.isEmpty() ? other : request.substring(request.indexOf(' ') + 1);
	}

	private String collection(WireOperation operation, String other) {
		String path = path(operation, other);
		return (operation == WireOperation.MESSAGES_LIST && !path.contains("{roomId}")) ? other : path;
	}

}
