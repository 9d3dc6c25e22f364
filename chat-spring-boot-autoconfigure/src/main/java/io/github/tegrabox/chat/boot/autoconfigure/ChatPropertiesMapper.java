package io.github.tegrabox.chat.boot.autoconfigure;

import java.net.URI;
import java.util.List;

import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.spring.listener.ListenerSettings;
import org.jspecify.annotations.Nullable;

/**
 * Mapper of properties to the client's immutable settings, and to its builder.
 */
final class ChatPropertiesMapper {

	private ChatPropertiesMapper() {
	}

	static void apply(ChatProperties properties, ChatSocketProperties socket, ChatWireProperties wire,
			ChatClientBuilder<?> builder) {
		if (socket.getUrl() != null) {
			ServerAddress.check("chat.socket.url", socket.getUrl(), properties.isAllowInsecure());
		}
		ChatProperties.Http http = properties.getHttp();
		InvalidChatSettingException.check("chat.http",
				() -> builder.connectTimeout(http.getConnectTimeout())
					.responseTimeout(http.getResponseTimeout())
					.maxRequestsPerSecond(http.getMaxRequestsPerSecond()));
		builder.httpVersion(http.getVersion())
			.allowInsecure(properties.isAllowInsecure())
			.retry(retry(properties.getRetry()))
			.wire(WirePropertiesMapper.map(wire, properties.getProjectId()))
			.socket(socket(socket));
	}

	static RetrySettings retry(ChatProperties.Retry retry) {
		return InvalidChatSettingException.check("chat.retry", () -> new RetrySettings(retry.isEnabled(),
				retry.getMaxAttempts(), retry.getInitialBackoff(), retry.getMaxBackoff()));
	}

	static SocketSettings socket(ChatSocketProperties socket) {
		ChatSocketProperties.Reconnect reconnect = socket.getReconnect();
		ChatSocketProperties.Dispatch dispatch = socket.getDispatch();
		ChatSocketProperties.Recovery recovery = socket.getRecovery();
		SocketSettings.Reconnect comeback = InvalidChatSettingException.check("chat.socket.reconnect",
				() -> new SocketSettings.Reconnect(reconnect.getInitialDelay(), reconnect.getMaxDelay(),
						reconnect.getRandomization()));
		SocketSettings.Dispatch delivery = InvalidChatSettingException.check("chat.socket.dispatch",
				() -> new SocketSettings.Dispatch(dispatch.getConcurrency(), dispatch.getQueueCapacity(),
						dispatch.getShutdownTimeout(), dispatch.getQueueSize().toBytes()));
		SocketSettings.Recovery history = InvalidChatSettingException.check("chat.socket.recovery",
				() -> new SocketSettings.Recovery(recovery.isEnabled(), recovery.getMaxMessages(),
						recovery.getPollAfter()));
		return InvalidChatSettingException.check("chat.socket",
				() -> new SocketSettings(url(socket), socket.getPath(), socket.getTransports(), socket.getAckTimeout(),
						comeback, delivery, history,
						(int) Math.min(Integer.MAX_VALUE, socket.getMaxEventSize().toBytes()), socket.getConnector()));
	}

	private static @Nullable URI url(ChatSocketProperties socket) {
		// Checked before: a failure here would tell a secret that it may hold.
		return (socket.getUrl() != null) ? URI.create(socket.getUrl()) : null;
	}

	static ListenerSettings listeners(ChatListenerProperties listener) {
		ChatListenerProperties.Retry retry = listener.getRetry();
		return InvalidChatSettingException.check("chat.listener",
				() -> new ListenerSettings(retry.getMaxAttempts(), retry.getInitialBackoff(), retry.getMaxBackoff(),
						listener.getCompletionTimeout(), listener.getHelpCommand()));
	}

	static ChatSocketLifecycle.Settings lifecycle(ChatSocketProperties socket) {
		// Rooms of a group are joined by the process that leads.
		boolean shared = socket.getDelivery() == ChatSocketProperties.Delivery.DURABLE;
		return InvalidChatSettingException.check("chat.socket",
				() -> new ChatSocketLifecycle.Settings(socket.isAutoStartup(), shared ? List.of() : socket.getRooms(),
						socket.getRoomDiscoveryInterval(), socket.getDispatch().getShutdownTimeout()));
	}

}
