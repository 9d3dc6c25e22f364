package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * Mapper of properties to the client's immutable settings.
 */
final class ChatPropertiesMapper {

	private ChatPropertiesMapper() {
	}

	static RetrySettings retry(ChatProperties.Retry retry) {
		return new RetrySettings(retry.isEnabled(), retry.getMaxAttempts(), retry.getInitialBackoff(),
				retry.getMaxBackoff());
	}

	static SocketSettings socket(ChatSocketProperties socket) {
		ChatSocketProperties.Reconnect reconnect = socket.getReconnect();
		ChatSocketProperties.Dispatch dispatch = socket.getDispatch();
		ChatSocketProperties.Recovery recovery = socket.getRecovery();
		return new SocketSettings(socket.getUrl(), socket.getPath(), socket.getTransports(), socket.getAckTimeout(),
				new SocketSettings.Reconnect(reconnect.getInitialDelay(), reconnect.getMaxDelay(),
						reconnect.getRandomization()),
				new SocketSettings.Dispatch(dispatch.getConcurrency(), dispatch.getQueueCapacity(),
						dispatch.getShutdownTimeout()),
				new SocketSettings.Recovery(recovery.isEnabled(), recovery.getMaxMessages()));
	}

	static ChatSocketLifecycle.Settings lifecycle(ChatSocketProperties socket) {
		return new ChatSocketLifecycle.Settings(socket.isAutoStartup(), socket.getRooms(),
				socket.getRoomDiscoveryInterval(), socket.getDispatch().getShutdownTimeout());
	}

	static WireSettings wire(ChatWireProperties wire) {
		ChatWireProperties.Paths paths = wire.getPaths();
		ChatWireProperties.Emits emits = wire.getEmits();
		ChatWireProperties.Events events = wire.getEvents();
		return new WireSettings(
				new WireSettings.Paths(WirePath.PROJECT.check(paths.getProject()),
						WirePath.USERS.check(paths.getUsers()), WirePath.ROOMS.check(paths.getRooms()),
						WirePath.MESSAGES.check(paths.getMessages()), WirePath.VERIFY.check(paths.getVerify())),
				wire.getApiKeyHeader(),
				new WireSettings.Emits(emits.getJoinRoom(), emits.getLeaveRoom(), emits.getSendMessage(),
						emits.getStartTyping(), emits.getStopTyping()),
				new WireSettings.Events(events.getMessage(), events.getUserJoined(), events.getUserLeft(),
						events.getUserTyping(), events.getUserStoppedTyping(), events.getError()),
				wire.getMessageOrder());
	}

}
