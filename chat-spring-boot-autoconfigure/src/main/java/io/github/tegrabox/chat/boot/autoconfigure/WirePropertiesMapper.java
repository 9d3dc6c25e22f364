package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Map;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import io.github.tegrabox.chat.wire.WireSettings.Paths;
import io.github.tegrabox.chat.wire.WireSettings.Query;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Mapper of the properties of the wire to the client's immutable settings.
 */
final class WirePropertiesMapper {

	/** Of a header, and without a value. */
	private static final Pattern NAME = Pattern.compile("[Xx]([ -][A-Za-z]{1,20}){1,3}");

	private final WireSettings.Builder wire = WireSettings.builder();

	private WirePropertiesMapper() {
	}

	static WireSettings map(ChatWireProperties properties, @Nullable String projectId) {
		return new WirePropertiesMapper().wire(properties, projectId);
	}

	private WireSettings wire(ChatWireProperties properties, @Nullable String projectId) {
		this.wire.projectId(projectId)
			.messageOrder(properties.getMessageOrder())
			.names(properties.getNames())
			.roomPayload(properties.getRoomPayload());
		check("project", properties.getProject(), this.wire::project);
		check("api-key-header", properties.getApiKeyHeader(), this.wire::apiKeyHeader);
		String apiKey = properties.getCredentials().getApiKey();
		if (apiKey != null) {
			check("credentials.api-key", apiKey, this.wire::apiKey);
		}
		check("credentials.jwt", properties.getCredentials().getJwt(), this.wire::jwt);
		check("socket-auth", properties.getSocketAuth(), this.wire::socketAuth);
		check("connect-namespace", properties.getConnectNamespace(), this.wire::connectNamespace);
		paths(properties.getPaths());
		names(properties.getEmits(), properties.getEvents());
		check("first-page", String.valueOf(properties.getFirstPage()),
				(value) -> this.wire.firstPage(properties.getFirstPage()));
		query(properties.getQuery());
		properties.getOperations()
			.forEach((id, request) -> check("operations." + id, request,
					(value) -> this.wire.operation(WireOperation.of(id), value)));
		properties.getBodies().forEach(this::body);
		return InvalidChatSettingException.check("chat.wire", this.wire::build);
	}

	private void body(String id, Map<String, String> fields) {
		fields.forEach((field, name) -> check("bodies." + id + '.' + field, name,
				(value) -> this.wire.body(WireOperation.of(id), field, value)));
	}

	private void paths(ChatWireProperties.Paths paths) {
		String room = Paths.defaults().messages();
		check("paths.project", paths.getProject(), (path) -> new Paths(path, "/", "/", room, "/"));
		check("paths.users", paths.getUsers(), (path) -> new Paths("/", path, "/", room, "/"));
		check("paths.rooms", paths.getRooms(), (path) -> new Paths("/", "/", path, room, "/"));
		check("paths.messages", paths.getMessages(), (path) -> new Paths("/", "/", "/", path, "/"));
		check("paths.verify", paths.getVerify(), (path) -> new Paths("/", "/", "/", room, path));
		this.wire.paths(new Paths(paths.getProject(), paths.getUsers(), paths.getRooms(), paths.getMessages(),
				paths.getVerify()));
	}

	private void names(ChatWireProperties.Emits emits, ChatWireProperties.Events events) {
		InvalidChatSettingException.check("chat.wire.emits",
				() -> this.wire.emits(new WireSettings.Emits(emits.getJoinRoom(), emits.getLeaveRoom(),
						emits.getSendMessage(), emits.getStartTyping(), emits.getStopTyping())));
		InvalidChatSettingException.check("chat.wire.events",
				() -> this.wire
					.events(new WireSettings.Events(events.getMessage(), events.getUserJoined(), events.getUserLeft(),
							events.getUserTyping(), events.getUserStoppedTyping(), events.getError())));
	}

	private void query(ChatWireProperties.Query query) {
		Query usual = Query.defaults();
		check("query.page", query.getPage(), (page) -> new Query(page, "l", "c", "e"));
		check("query.limit", query.getLimit(), (limit) -> new Query("p", limit, "c", "e"));
		check("query.cursor", query.getCursor(), (cursor) -> new Query("p", "l", cursor, "e"));
		this.wire.query(new Query(query.getPage(), query.getLimit(), query.getCursor(), usual.externalUserId()));
	}

	private static void check(String property, String value, Setting setting) {
		try {
			setting.set(value);
		}
		catch (IllegalArgumentException ex) {
			String reason = String.valueOf(ex.getMessage()).replaceFirst("^[a-z]+: ", "");
			if (!isPublic(property, value)) {
				throw new InvalidChatSettingException(
						"'chat.wire." + property + "' has a value that may be a secret, but " + reason);
			}
			throw new InvalidConfigurationPropertyValueException("chat.wire." + property, value, reason);
		}
	}

	/**
	 * Whether a value may be shown: who took the form of a credential for the credential
	 * has put that there.
	 */
	private static boolean isPublic(String property, String value) {
		if (property.startsWith("credentials.") || property.equals("api-key-header")) {
			return value.contains("{") || NAME.matcher(value).matches();
		}
		return value.indexOf('@') < 0;
	}

	@FunctionalInterface
	private interface Setting {

		void set(String value);

	}

}
