package io.github.tegrabox.chat.wire;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.internal.wire.Endpoint;
import io.github.tegrabox.chat.internal.wire.Names;
import io.github.tegrabox.chat.internal.wire.ProjectPlacement;
import io.github.tegrabox.chat.internal.wire.ProjectPlacement.Place;
import io.github.tegrabox.chat.internal.wire.SocketAuth;
import io.github.tegrabox.chat.wire.WireOperation.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How the client speaks to the server: every method, path, credential, name and payload
 * form in which servers may differ, with the defaults. Immutable.
 */
public final class WireSettings {

	private static final WireSettings DEFAULTS = builder().build();

	private final Parts parts;

	private final Map<WireOperation, Endpoint> endpoints;

	private WireSettings(Parts parts) {
		this.parts = parts;
		Map<WireOperation, Endpoint> all = new EnumMap<>(WireOperation.class);
		for (WireOperation operation : WireOperation.values()) {
			all.put(operation, endpoint(parts, operation));
		}
		this.endpoints = all;
	}

	private static Endpoint endpoint(Parts parts, WireOperation operation) {
		Endpoint given = parts.operations().get(operation);
		if (given != null) {
			return given;
		}
		return new Endpoint(operation.method(), collection(parts, operation.collection()) + operation.suffix());
	}

	/**
	 * The path of a collection. That of the defaults names no project where the project
	 * stands elsewhere.
	 */
	private static String collection(Parts parts, Collection collection) {
		String path = parts.paths().of(collection);
		boolean standard = path.equals(Paths.defaults().of(collection));
		return (standard && parts.project().place() != Place.PATH) ? path.replace("/projects/{projectId}", "") : path;
	}

	/**
	 * Returns the wire of the hosted Chat API.
	 * @return the defaults
	 */
	public static WireSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Returns a builder of settings that differ from the defaults.
	 * @return a builder with the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns a builder of settings that differ from these.
	 * @return a builder with these settings
	 */
	public Builder mutate() {
		return new Builder(this.parts);
	}

	/**
	 * Returns the request of an operation.
	 * @param operation the operation
	 * @return the method and the path, as in {@code GET /api/auth/verify}
	 */
	public String request(WireOperation operation) {
		return endpoint(operation).toString();
	}

	private Endpoint endpoint(WireOperation operation) {
		return Objects.requireNonNull(this.endpoints.get(operation));
	}

	/**
	 * Returns whether requests of an operation carry the id of the project.
	 * @param operation the operation
	 * @return whether they do, in the path or elsewhere
	 */
	public boolean needsProjectId(WireOperation operation) {
		if (endpoint(operation).has("projectId")) {
			return true;
		}
		Place place = this.parts.project().place();
		return (place == Place.HEADER || place == Place.QUERY) && operation != WireOperation.PROJECT_LOOKUP
				&& operation != WireOperation.AUTH_VERIFY;
	}

	/**
	 * Returns the name of a field of a body.
	 * @param operation the operation
	 * @param field our name of the field, as in {@code user_id}
	 * @return the name that is sent
	 */
	public String fieldName(WireOperation operation, String field) {
		String given = this.parts.bodies().getOrDefault(operation, Map.of()).get(field);
		return (given != null) ? given : names().of(field);
	}

	/**
	 * Returns whether a field of a body was given a name. Two fields are sent only then:
	 * the external id of a user in place of its id, and the token to verify.
	 * @param operation the operation
	 * @param field our name of the field, as in {@code user_id}
	 * @return {@code true} if it was
	 */
	public boolean isFieldNamed(WireOperation operation, String field) {
		return this.parts.bodies().getOrDefault(operation, Map.of()).containsKey(field);
	}

	/**
	 * Returns the paths of collections.
	 * @return the templates
	 */
	public Paths paths() {
		return this.parts.paths();
	}

	/**
	 * Returns the configured id of the project.
	 * @return the id, or {@code null} if the client looks it up
	 */
	public @Nullable String projectId() {
		return this.parts.projectId();
	}

	/**
	 * Returns where requests carry the id of the project.
	 * @return the place, as in {@code header:X-Project-Id}
	 */
	public String project() {
		return this.parts.project().toString();
	}

	/**
	 * Returns the header that carries the API key.
	 * @return its form, as in <code>X-API-Key: {key}</code>
	 */
	public String apiKey() {
		return this.parts.apiKey().asKey();
	}

	/**
	 * Returns the name of the header that carries the API key.
	 * @return its name
	 */
	public String apiKeyHeader() {
		return this.parts.apiKey().header();
	}

	/**
	 * Returns the header that carries the JWT.
	 * @return its form, as in <code>Authorization: Bearer {token}</code>
	 */
	public String jwt() {
		return this.parts.jwt().asToken();
	}

	/**
	 * Returns the style of the field names that are sent.
	 * @return the style
	 */
	public NameStyle names() {
		return this.parts.names();
	}

	/**
	 * Returns the names of the events sent to the server.
	 * @return the names
	 */
	public Emits emits() {
		return this.parts.emits();
	}

	/**
	 * Returns the names of the events received from the server.
	 * @return the names
	 */
	public Events events() {
		return this.parts.events();
	}

	/**
	 * Returns the order in which the server lists messages.
	 * @return the order
	 */
	public MessageOrder messageOrder() {
		return this.parts.messageOrder();
	}

	/**
	 * Returns the names of query parameters.
	 * @return the names
	 */
	public Query query() {
		Query given = this.parts.query();
		boolean standard = given.externalUserId().equals(Query.defaults().externalUserId());
		return new Query(given.page(), given.limit(), given.cursor(),
				standard ? names().of(given.externalUserId()) : given.externalUserId());
	}

	/**
	 * Returns the number of the first page of a list, as the server counts.
	 * @return 1 or 0
	 */
	public int firstPage() {
		return this.parts.firstPage();
	}

	/**
	 * Returns the payload of socket events that only name a room.
	 * @return the form
	 */
	public RoomPayload roomPayload() {
		return this.parts.roomPayload();
	}

	/**
	 * Returns where the socket sends its JWT.
	 * @return the place, as in {@code auth.token}
	 */
	public String socketAuth() {
		return this.parts.socketAuth().toString();
	}

	/**
	 * Returns the Socket.IO namespace that the socket connects to.
	 * @return the namespace, which starts with a slash
	 */
	public String connectNamespace() {
		return this.parts.connectNamespace();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof WireSettings settings && this.parts.equals(settings.parts);
	}

	@Override
	public int hashCode() {
		return this.parts.hashCode();
	}

	@Override
	public String toString() {
		return "WireSettings" + this.parts.toString().substring("Parts".length());
	}

	/**
	 * A name without what configuration may lose of it.
	 */
	static String bare(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * All settings, as they were given.
	 */
	private record Parts(Paths paths, Map<WireOperation, Endpoint> operations,
			Map<WireOperation, Map<String, String>> bodies, @Nullable String projectId, ProjectPlacement project,
			CredentialForm apiKey, CredentialForm jwt, NameStyle names, Emits emits, Events events,
			MessageOrder messageOrder, RoomPayload roomPayload, SocketAuth socketAuth, String connectNamespace,
			Query query, int firstPage) {

	}

	/**
	 * Builder of settings. Each method throws an {@link IllegalArgumentException} that
	 * says why if a value cannot work. Not safe for use by several threads.
	 */
	public static final class Builder {

		private Paths paths = Paths.defaults();

		private final Map<WireOperation, Endpoint> operations = new EnumMap<>(WireOperation.class);

		private final Map<WireOperation, Map<String, String>> bodies = new EnumMap<>(WireOperation.class);

		private @Nullable String projectId;

		private ProjectPlacement project = ProjectPlacement.PATH;

		private CredentialForm apiKey = CredentialForm.ofKey("X-API-Key: {key}");

		private CredentialForm jwt = CredentialForm.ofToken("Authorization: Bearer {token}");

		private NameStyle names = NameStyle.SNAKE_CASE;

		private Emits emits = Emits.defaults();

		private Events events = Events.defaults();

		private MessageOrder messageOrder = MessageOrder.NEWEST_FIRST;

		private RoomPayload roomPayload = RoomPayload.OBJECT;

		private SocketAuth socketAuth = SocketAuth.TOKEN;

		private String connectNamespace = "/";

		private Query query = Query.defaults();

		private int firstPage = 1;

		private Builder() {
		}

		private Builder(Parts parts) {
			this.paths = parts.paths();
			this.operations.putAll(parts.operations());
			this.bodies.putAll(parts.bodies());
			this.projectId = parts.projectId();
			this.project = parts.project();
			this.apiKey = parts.apiKey();
			this.jwt = parts.jwt();
			this.names = parts.names();
			this.emits = parts.emits();
			this.events = parts.events();
			this.messageOrder = parts.messageOrder();
			this.roomPayload = parts.roomPayload();
			this.socketAuth = parts.socketAuth();
			this.connectNamespace = parts.connectNamespace();
			this.query = parts.query();
			this.firstPage = parts.firstPage();
		}

		/**
		 * Sets the paths of collections.
		 * @param paths the templates
		 * @return this builder
		 */
		public Builder paths(Paths paths) {
			this.paths = paths;
			return this;
		}

		/**
		 * Sets the request of an operation. It overrides the paths of collections. An id
		 * that the path does not contain goes into the body, or into the query if there
		 * is no body.
		 * @param operation the operation
		 * @param request the method and the path, as in
		 * <code>PUT /api/users/{userId}</code>
		 * @return this builder
		 */
		public Builder operation(WireOperation operation, String request) {
			Endpoint endpoint = Endpoint.parse(request);
			Set<String> allowed = new HashSet<>(operation.variables());
			if (operation.isInProject()) {
				allowed.add("projectId");
			}
			Endpoint.check(endpoint.path(), allowed);
			this.operations.put(operation, endpoint);
			return this;
		}

		/**
		 * Sets the name of a field of a body.
		 * @param operation the operation
		 * @param field our name of the field, as in {@code user_id}; with
		 * {@code external_user_id} the external id of the user is sent in place of the
		 * id, with {@code token} {@code auth-verify} sends the token in the body
		 * @param name the name to send
		 * @return this builder
		 */
		public Builder body(WireOperation operation, String field, String name) {
			String ours = operation.fields()
				.stream()
				.filter((known) -> bare(known).equals(bare(field)))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("the body of " + operation.id() + " has no field '"
						+ field + "'; " + (operation.fields().isEmpty() ? "it has none"
								: "it has " + String.join(", ", operation.fields()))));
			if (name.isBlank()) {
				throw new IllegalArgumentException("the name of a field must not be blank");
			}
			Map<String, String> fields = new LinkedHashMap<>(this.bodies.getOrDefault(operation, Map.of()));
			fields.put(ours, name.strip());
			this.bodies.put(operation, Collections.unmodifiableMap(fields));
			return this;
		}

		/**
		 * Sets the id of the project, so that the client need not look it up.
		 * @param projectId the id; {@code null} or blank to look it up
		 * @return this builder
		 */
		public Builder projectId(@Nullable String projectId) {
			this.projectId = (projectId != null && !projectId.isBlank()) ? projectId.strip() : null;
			return this;
		}

		/**
		 * Sets where requests carry the id of the project. Unless this is the path, the
		 * default paths do not contain it.
		 * @param place {@code path}, {@code none}, {@code header:<name>} or
		 * {@code query:<name>}
		 * @return this builder
		 */
		public Builder project(String place) {
			this.project = ProjectPlacement.parse(place);
			return this;
		}

		/**
		 * Sets the header that carries the API key.
		 * @param form the header, as in <code>Authorization: Bearer {key}</code>
		 * @return this builder
		 */
		public Builder apiKey(String form) {
			this.apiKey = CredentialForm.ofKey(form);
			return this;
		}

		/**
		 * Sets the name of the header whose value is the API key alone.
		 * @param header the name
		 * @return this builder
		 */
		public Builder apiKeyHeader(String header) {
			if (!Names.isPlain(header)) {
				throw new IllegalArgumentException("it must be the name of a header");
			}
			return apiKey(header + ": {key}");
		}

		/**
		 * Sets the header that carries the JWT.
		 * @param form the header, as in <code>Authorization: Bearer {token}</code>
		 * @return this builder
		 */
		public Builder jwt(String form) {
			this.jwt = CredentialForm.ofToken(form);
			return this;
		}

		/**
		 * Sets the style of the field names that are sent over REST and over the socket.
		 * @param names the style
		 * @return this builder
		 */
		public Builder names(NameStyle names) {
			this.names = names;
			return this;
		}

		/**
		 * Sets the names of the events sent to the server.
		 * @param emits the names
		 * @return this builder
		 */
		public Builder emits(Emits emits) {
			this.emits = emits;
			return this;
		}

		/**
		 * Sets the names of the events received from the server.
		 * @param events the names
		 * @return this builder
		 */
		public Builder events(Events events) {
			this.events = events;
			return this;
		}

		/**
		 * Sets the order in which the server lists messages.
		 * @param messageOrder the order
		 * @return this builder
		 */
		public Builder messageOrder(MessageOrder messageOrder) {
			this.messageOrder = messageOrder;
			return this;
		}

		/**
		 * Sets the payload of socket events that only name a room.
		 * @param roomPayload the form
		 * @return this builder
		 */
		public Builder roomPayload(RoomPayload roomPayload) {
			this.roomPayload = roomPayload;
			return this;
		}

		/**
		 * Sets where the socket sends its JWT.
		 * @param place {@code auth.<name>}, {@code query.<name>} or {@code header.<name>}
		 * @return this builder
		 */
		public Builder socketAuth(String place) {
			this.socketAuth = SocketAuth.parse(place);
			return this;
		}

		/**
		 * Sets the Socket.IO namespace that the socket connects to.
		 * @param namespace the namespace, which starts with a slash
		 * @return this builder
		 */
		public Builder connectNamespace(String namespace) {
			if (!namespace.matches("/[A-Za-z0-9_./-]*")) {
				throw new IllegalArgumentException(
						"it must begin with '/', and have nothing else in it than letters, digits, '_', '.', '-', '/'");
			}
			this.connectNamespace = namespace;
			return this;
		}

		/**
		 * Sets the names of query parameters. The default name of the external id follows
		 * the style of the field names.
		 * @param query the names
		 * @return this builder
		 */
		public Builder query(Query query) {
			this.query = query;
			return this;
		}

		/**
		 * Sets the number of the first page of a list, as the server counts. The client's
		 * own page numbers start with 1 in any case.
		 * @param firstPage 1 or 0
		 * @return this builder
		 */
		public Builder firstPage(int firstPage) {
			if (firstPage != 0 && firstPage != 1) {
				throw new IllegalArgumentException("it must be 1 or 0");
			}
			this.firstPage = firstPage;
			return this;
		}

		/**
		 * Builds the settings.
		 * @return the settings
		 * @throws IllegalArgumentException if {@link #project} is {@code none}, no
		 * project id is set, and a path contains it
		 */
		public WireSettings build() {
			WireSettings settings = new WireSettings(
					new Parts(this.paths, Map.copyOf(this.operations), Map.copyOf(this.bodies), this.projectId,
							this.project, this.apiKey, this.jwt, this.names, this.emits, this.events, this.messageOrder,
							this.roomPayload, this.socketAuth, this.connectNamespace, this.query, this.firstPage));
			if (this.project.place() == Place.NONE && this.projectId == null) {
				for (WireOperation operation : WireOperation.values()) {
					if (settings.endpoint(operation).has("projectId")) {
						throw new IllegalArgumentException(
								"project is 'none', but the path of " + operation.id() + " has the project's id in it");
					}
				}
			}
			return settings;
		}

	}

	/**
	 * Templates of paths. {@code {projectId}} and {@code {roomId}} are filled in. The
	 * path of a single entity is that of its collection plus one segment.
	 *
	 * @param project the path that returns the project of the API key
	 * @param users the users of a project
	 * @param rooms the rooms of a project
	 * @param messages the messages of a room
	 * @param verify the path that verifies a token
	 */
	public record Paths(String project, String users, String rooms, String messages, String verify) {

		private static final Paths DEFAULTS = below("/api");

		/**
		 * Checks the templates.
		 * @throws IllegalArgumentException if a template is invalid
		 */
		public Paths {
			check("project", project, Set.of());
			check("users", users, Set.of("projectId"));
			check("rooms", rooms, Set.of("projectId"));
			check("messages", messages, Set.of("projectId", "roomId"));
			check("verify", verify, Set.of("projectId"));
			if (!messages.contains("{roomId}")) {
				throw new IllegalArgumentException("messages: it must have the variable '{roomId}'");
			}
		}

		private static void check(String name, String template, Set<String> allowed) {
			try {
				Endpoint.check(template, allowed);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException(name + ": " + ex.getMessage());
			}
		}

		/**
		 * Returns the paths of the hosted Chat API.
		 * @return the defaults
		 */
		public static Paths defaults() {
			return DEFAULTS;
		}

		/**
		 * Returns the paths of the hosted Chat API below another prefix.
		 * @param prefix the prefix, as in {@code /api/v1}; may be empty
		 * @return the paths
		 */
		public static Paths below(String prefix) {
			String inProject = prefix + "/projects/{projectId}";
			return new Paths(prefix + "/projects/current", inProject + "/users", inProject + "/rooms",
					inProject + "/rooms/{roomId}/messages", prefix + "/auth/verify");
		}

		String of(Collection collection) {
			return switch (collection) {
				case PROJECT -> this.project;
				case USERS -> this.users;
				case ROOMS -> this.rooms;
				case MESSAGES -> this.messages;
				case VERIFY -> this.verify;
			};
		}

	}

	/**
	 * Names of the events sent to the server.
	 *
	 * @param joinRoom joins a room
	 * @param leaveRoom leaves a room
	 * @param sendMessage sends a message
	 * @param startTyping tells that the user is typing
	 * @param stopTyping tells that the user stopped typing
	 */
	public record Emits(String joinRoom, String leaveRoom, String sendMessage, String startTyping, String stopTyping) {

		/**
		 * Checks the names.
		 * @throws IllegalArgumentException if a name is invalid
		 */
		public Emits {
			requireNames("joinRoom", joinRoom, "leaveRoom", leaveRoom, "sendMessage", sendMessage, "startTyping",
					startTyping, "stopTyping", stopTyping);
		}

		/**
		 * Returns the names of the hosted Chat API.
		 * @return the defaults
		 */
		public static Emits defaults() {
			return new Emits("join_room", "leave_room", "send_message", "start_typing", "stop_typing");
		}

	}

	/**
	 * Names of the events received from the server.
	 *
	 * @param message a message
	 * @param userJoined a user joined
	 * @param userLeft a user left
	 * @param userTyping a user is typing
	 * @param userStoppedTyping a user stopped typing
	 * @param error an error
	 */
	public record Events(String message, String userJoined, String userLeft, String userTyping,
			String userStoppedTyping, String error) {

		/**
		 * Checks the names.
		 * @throws IllegalArgumentException if a name is invalid
		 */
		public Events {
			requireNames("message", message, "userJoined", userJoined, "userLeft", userLeft, "userTyping", userTyping,
					"userStoppedTyping", userStoppedTyping, "error", error);
			requireOthers("userJoined", userJoined, message);
			requireOthers("userLeft", userLeft, message, userJoined);
			requireOthers("userTyping", userTyping, message, userJoined, userLeft);
			requireOthers("userStoppedTyping", userStoppedTyping, message, userJoined, userLeft, userTyping);
			requireOthers("error", error, message, userJoined, userLeft, userTyping, userStoppedTyping);
		}

		/**
		 * Returns the names of the hosted Chat API.
		 * @return the defaults
		 */
		public static Events defaults() {
			return new Events("message", "user_joined", "user_left", "user_typing", "user_stopped_typing", "error");
		}

	}

	private static void requireOthers(String property, String name, String... others) {
		if (List.of(others).contains(name)) {
			throw new IllegalArgumentException(property + " must not be '" + name + "', which is another event's name");
		}
	}

	private static void requireNames(String... properties) {
		for (int i = 0; i < properties.length; i += 2) {
			if (properties[i + 1].isBlank()) {
				throw new IllegalArgumentException(properties[i] + " must not be blank");
			}
		}
	}

	/**
	 * Names of query parameters.
	 *
	 * @param page the number of a page
	 * @param limit the number of items on a page
	 * @param cursor the cursor of a page that has no number
	 * @param externalUserId the external id to look up a user by
	 */
	public record Query(String page, String limit, String cursor, String externalUserId) {

		private static final Query DEFAULTS = new Query("page", "limit", "cursor", "external_user_id");

		/**
		 * Checks the names.
		 * @throws IllegalArgumentException if a name is invalid
		 */
		public Query {
			requirePlain("page", page);
			requirePlain("limit", limit);
			requirePlain("cursor", cursor);
			requirePlain("externalUserId", externalUserId);
		}

		/**
		 * Returns the names of the hosted Chat API.
		 * @return the defaults
		 */
		public static Query defaults() {
			return DEFAULTS;
		}

		private static void requirePlain(String property, String name) {
			if (!Names.isPlain(name)) {
				throw new IllegalArgumentException(property + ": it must be the name of a query parameter");
			}
		}

	}

}
