package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.regex.Pattern;

import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import io.github.tegrabox.chat.wire.WireSettings.Paths;
import io.github.tegrabox.chat.wire.WireSettings.Query;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Mapper of the properties of the wire to the client's immutable settings. Takes note of
 * each value before it is set, to name the one that is refused.
 */
final class WirePropertiesMapper {

	/** Of a header, and without a value. */
	private static final Pattern NAME = Pattern.compile("[Xx]([ -][A-Za-z]{1,20}){1,3}");

	private final WireSettings.Builder wire = WireSettings.builder();

	private String property = "";

	private String value = "";

	private WirePropertiesMapper() {
	}

	static WireSettings map(ChatWireProperties properties, @Nullable String projectId) {
		WirePropertiesMapper mapper = new WirePropertiesMapper();
		try {
			mapper.set(properties);
		}
		catch (IllegalArgumentException ex) {
			throw mapper.refused(String.valueOf(ex.getMessage()));
		}
		mapper.wire.projectId(projectId);
		return InvalidChatSettingException.check("chat.wire", mapper.wire::build);
	}

	private void set(ChatWireProperties properties) {
		this.wire.messageOrder(properties.getMessageOrder())
			.names(properties.getNames())
			.roomPayload(properties.getRoomPayload())
			.project(noted("project", properties.getProject()))
			.apiKeyHeader(noted("api-key-header", properties.getApiKeyHeader()));
		String apiKey = properties.getCredentials().getApiKey();
		if (apiKey != null) {
			this.wire.apiKey(noted("credentials.api-key", apiKey));
		}
		this.wire.jwt(noted("credentials.jwt", properties.getCredentials().getJwt()))
			.socketAuth(noted("socket-auth", properties.getSocketAuth()))
			.connectNamespace(noted("connect-namespace", properties.getConnectNamespace()))
			.paths(paths(properties.getPaths()));
		names(properties.getEmits(), properties.getEvents());
		noted("first-page", String.valueOf(properties.getFirstPage()));
		this.wire.firstPage(properties.getFirstPage()).query(query(properties.getQuery()));
		properties.getOperations().forEach((id, request) -> {
			noted("operations." + id, request);
			this.wire.operation(WireOperation.of(id), request);
		});
		properties.getBodies().forEach((id, fields) -> fields.forEach((field, name) -> {
			noted("bodies." + id + '.' + field, name);
			this.wire.body(WireOperation.of(id), field, name);
		}));
	}

	private String noted(String property, String value) {
		this.property = property;
		this.value = value;
		return value;
	}

	private Paths paths(ChatWireProperties.Paths given) {
		Paths paths = Paths.defaults();
		paths = new Paths(noted("paths.project", given.getProject()), paths.users(), paths.rooms(), paths.messages(),
				paths.verify());
		paths = new Paths(paths.project(), noted("paths.users", given.getUsers()), paths.rooms(), paths.messages(),
				paths.verify());
		paths = new Paths(paths.project(), paths.users(), noted("paths.rooms", given.getRooms()), paths.messages(),
				paths.verify());
		paths = new Paths(paths.project(), paths.users(), paths.rooms(), noted("paths.messages", given.getMessages()),
				paths.verify());
		return new Paths(paths.project(), paths.users(), paths.rooms(), paths.messages(),
				noted("paths.verify", given.getVerify()));
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

	private Query query(ChatWireProperties.Query given) {
		Query query = Query.defaults();
		query = new Query(noted("query.page", given.getPage()), query.limit(), query.cursor(), query.externalUserId());
		query = new Query(query.page(), noted("query.limit", given.getLimit()), query.cursor(), query.externalUserId());
		return new Query(query.page(), query.limit(), noted("query.cursor", given.getCursor()), query.externalUserId());
	}

	private RuntimeException refused(String message) {
		String reason = message.replaceFirst("^[a-z]+: ", "");
		if (isPublic()) {
			return new InvalidConfigurationPropertyValueException("chat.wire." + this.property, this.value, reason);
		}
		return new InvalidChatSettingException(
				"'chat.wire." + this.property + "' has a value that may be a secret, but " + reason);
	}

	/**
	 * Whether the value may be shown: who took the form of a credential for the
	 * credential has put that there.
	 */
	private boolean isPublic() {
		if (this.property.startsWith("credentials.") || this.property.equals("api-key-header")) {
			return this.value.contains("{") || NAME.matcher(this.value).matches();
		}
		return this.value.indexOf('@') < 0;
	}

}
