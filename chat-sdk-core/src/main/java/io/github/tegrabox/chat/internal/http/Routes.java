package io.github.tegrabox.chat.internal.http;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.json.RequestWriter;
import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.internal.wire.Endpoint;
import io.github.tegrabox.chat.internal.wire.ProjectPlacement;
import io.github.tegrabox.chat.internal.wire.ProjectPlacement.Place;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * Routes of all operations, which build requests according to the wire settings.
 */
final class Routes {

	private static final String USER_ID = "userId";

	private static final String EXTERNAL_ID = "external_user_id";

	private static final Map<String, String> FIELDS = Map.of(USER_ID, "user_id", "roomId", "room_id", "messageId",
			"message_id");

	private final WireSettings wire;

	private final RequestWriter writer;

	private final CredentialForm apiKey;

	private final CredentialForm jwt;

	private final ProjectPlacement project;

	private final Map<WireOperation, Route> routes = new EnumMap<>(WireOperation.class);

	Routes(WireSettings wire) {
		this.wire = wire;
		this.writer = new RequestWriter(wire);
		this.apiKey = CredentialForm.ofKey(wire.apiKey());
		this.jwt = CredentialForm.ofToken(wire.jwt());
		this.project = ProjectPlacement.parse(wire.project());
		for (WireOperation operation : WireOperation.values()) {
			this.routes.put(operation, new Route(operation, Endpoint.parse(wire.request(operation))));
		}
	}

	Route of(Call<?> call) {
		return Objects.requireNonNull(this.routes.get(call.operation().wire()));
	}

	/**
	 * Returns the field or id that is replaced by the external id of the user.
	 * @return its name, {@code null} if nothing is replaced
	 */
	@Nullable String externalIdInPlaceOf(Call<?> call) {
		WireOperation operation = call.operation().wire();
		if (operation == WireOperation.USERS_CREATE || !this.wire.isFieldNamed(operation, EXTERNAL_ID)) {
			return null;
		}
		Map<String, Object> fields = (call.fields() != null) ? call.fields() : Map.of();
		if (fields.containsKey(EXTERNAL_ID)) {
			return null;
		}
		if (fields.containsKey("created_by")) {
			return "created_by";
		}
		return (fields.containsKey("user_id") || call.ids().containsKey(USER_ID)) ? "user_id" : null;
	}

	String userOf(Call<?> call) {
		Map<String, Object> fields = (call.fields() != null) ? call.fields() : Map.of();
		Object id = fields.getOrDefault("user_id", fields.getOrDefault("created_by", call.ids().get(USER_ID)));
		return String.valueOf(id);
	}

	/**
	 * Builds the requests for one operation.
	 */
	final class Route {

		private final WireOperation operation;

		private final Endpoint endpoint;

		private Route(WireOperation operation, Endpoint endpoint) {
			this.operation = operation;
			this.endpoint = endpoint;
		}

		String method() {
			return this.endpoint.method();
		}

		String template() {
			return this.endpoint.path();
		}

		String keyHeader() {
			return Routes.this.wire.apiKeyHeader();
		}

		boolean has(String variable) {
			return this.endpoint.has(variable);
		}

		boolean needsProjectId() {
			return Routes.this.wire.needsProjectId(this.operation);
		}

		/**
		 * Returns path and query.
		 */
		String target(Call<?> call, String projectId) {
			StringBuilder target = new StringBuilder(
					PathTemplate.expand(template(), (name) -> name.equals("projectId") ? projectId : id(call, name)));
			target.append(call.query());
			ProjectPlacement project = Routes.this.project;
			if (project.place() == Place.QUERY && needsProjectId() && !names(call.query(), project.name())) {
				parameter(target, project.name(), projectId);
			}
			if (!this.endpoint.takesBody()) {
				elsewhere(call).forEach((field, value) -> parameter(target,
						Routes.this.wire.fieldName(this.operation, field), value.toString()));
			}
			return target.toString();
		}

		private static boolean names(String query, String parameter) {
			String start = PathTemplate.encode(parameter) + '=';
			return query.startsWith('?' + start) || query.contains('&' + start);
		}

		private String id(Call<?> call, String variable) {
			return Objects.requireNonNull(call.ids().get(variable), variable);
		}

		private static void parameter(StringBuilder target, String name, String value) {
			target.append((target.indexOf("?") < 0) ? '?' : '&')
				.append(PathTemplate.encode(name))
				.append('=')
				.append(PathTemplate.encode(value));
		}

		/**
		 * Returns the ids that are not in the path, and the fields, which a request
		 * without a body has, too.
		 */
		private Map<String, Object> elsewhere(Call<?> call) {
			Map<String, Object> fields = new LinkedHashMap<>((call.fields() != null) ? call.fields() : Map.of());
			call.ids().forEach((variable, value) -> {
				if (!has(variable)) {
					fields.put(FIELDS.getOrDefault(variable, variable), value);
				}
			});
			return fields;
		}

		/**
		 * Returns the body, {@code null} for none.
		 */
		byte @Nullable [] body(Request<?> request) {
			Call<?> call = request.call();
			if (isTokenInBody()) {
				return Routes.this.writer.body(this.operation, Map.of("token", request.credential().value()));
			}
			if (!this.endpoint.takesBody()) {
				return null;
			}
			Map<String, Object> fields = elsewhere(call);
			return (call.fields() != null || !fields.isEmpty()) ? Routes.this.writer.body(this.operation, fields)
					: null;
		}

		private boolean isTokenInBody() {
			return this.operation == WireOperation.AUTH_VERIFY && this.endpoint.takesBody()
					&& Routes.this.wire.isFieldNamed(this.operation, "token");
		}

		/**
		 * Sets the headers: one credential, and the project if its place is a header. If
		 * the token goes into the body, only the API key is in the headers.
		 */
		void headers(Request<?> request, Supplier<@Nullable Secret> apiKey, BiConsumer<String, String> headers) {
			boolean inBody = isTokenInBody();
			if (request.apiKey() || inBody) {
				Secret key = inBody ? apiKey.get() : request.credential();
				if (key != null) {
					credential(Routes.this.apiKey, key, headers);
				}
			}
			else {
				credential(Routes.this.jwt, request.credential(), headers);
			}
			ProjectPlacement project = Routes.this.project;
			if (project.place() == Place.HEADER && needsProjectId()) {
				headers.accept(project.name(), request.projectId());
			}
		}

		private void credential(CredentialForm form, Secret secret, BiConsumer<String, String> headers) {
			headers.accept(form.header(), form.value(secret.value()));
		}

	}

}
