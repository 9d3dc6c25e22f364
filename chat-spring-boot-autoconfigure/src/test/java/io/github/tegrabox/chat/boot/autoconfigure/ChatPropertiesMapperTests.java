package io.github.tegrabox.chat.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.wire.MessageOrder;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChatPropertiesMapper}.
 */
class ChatPropertiesMapperTests {

	@Test
	void defaultsAreThoseOfTheClient() {
		assertThat(ChatPropertiesMapper.retry(new ChatProperties().getRetry())).isEqualTo(RetrySettings.defaults());
		assertThat(ChatPropertiesMapper.socket(new ChatSocketProperties())).isEqualTo(SocketSettings.defaults());
		assertThat(WirePropertiesMapper.map(new ChatWireProperties(), null)).isEqualTo(WireSettings.defaults());
	}

	@Test
	void everyRetryPropertyArrives() {
		ChatProperties properties = bind("chat", ChatProperties.class, Map.of("chat.retry.enabled", "false",
				"chat.retry.max-attempts", "7", "chat.retry.initial-backoff", "1s", "chat.retry.max-backoff", "2s"));
		assertThat(ChatPropertiesMapper.retry(properties.getRetry()))
			.isEqualTo(new RetrySettings(false, 7, Duration.ofSeconds(1), Duration.ofSeconds(2)));
	}

	@Test
	void everySocketPropertyArrives() {
		ChatSocketProperties properties = bind("chat.socket", ChatSocketProperties.class,
				Map.ofEntries(Map.entry("chat.socket.url", "https://sockets.example.com"),
						Map.entry("chat.socket.path", "/ws"), Map.entry("chat.socket.transports", "polling,websocket"),
						Map.entry("chat.socket.ack-timeout", "1s"), Map.entry("chat.socket.max-event-size", "2KB"),
						Map.entry("chat.socket.connector", "jdk"), Map.entry("chat.socket.dispatch.queue-size", "3KB"),
						Map.entry("chat.socket.reconnect.initial-delay", "2s"),
						Map.entry("chat.socket.reconnect.max-delay", "3s"),
						Map.entry("chat.socket.reconnect.randomization", "0.25"),
						Map.entry("chat.socket.dispatch.concurrency", "4"),
						Map.entry("chat.socket.dispatch.queue-capacity", "5"),
						Map.entry("chat.socket.dispatch.shutdown-timeout", "6s"),
						Map.entry("chat.socket.recovery.enabled", "false"),
						Map.entry("chat.socket.recovery.max-messages", "7")));
		assertThat(ChatPropertiesMapper.socket(properties)).isEqualTo(new SocketSettings(
				URI.create("https://sockets.example.com"), "/ws", List.of("polling", "websocket"),
				Duration.ofSeconds(1), new SocketSettings.Reconnect(Duration.ofSeconds(2), Duration.ofSeconds(3), 0.25),
				new SocketSettings.Dispatch(4, 5, Duration.ofSeconds(6), 3072), new SocketSettings.Recovery(false, 7),
				2048, SocketSettings.Connector.JDK));
	}

	@Test
	void everyLifecyclePropertyArrives() {
		ChatSocketProperties properties = bind("chat.socket", ChatSocketProperties.class,
				Map.of("chat.socket.auto-startup", "false", "chat.socket.rooms", "room_1,*",
						"chat.socket.room-discovery-interval", "1m", "chat.socket.dispatch.shutdown-timeout", "2s"));
		assertThat(ChatPropertiesMapper.lifecycle(properties)).isEqualTo(new ChatSocketLifecycle.Settings(false,
				List.of("room_1", "*"), Duration.ofMinutes(1), Duration.ofSeconds(2)));
	}

	@Test
	void everyWirePropertyArrives() {
		ChatWireProperties properties = bind("chat.wire", ChatWireProperties.class, Map.ofEntries(
				Map.entry("chat.wire.api-key-header", "X-Key"), Map.entry("chat.wire.message-order", "oldest-first"),
				Map.entry("chat.wire.first-page", "0"), Map.entry("chat.wire.query.page", "p"),
				Map.entry("chat.wire.query.limit", "size"), Map.entry("chat.wire.query.cursor", "after"),
				Map.entry("chat.wire.paths.project", "/p"), Map.entry("chat.wire.paths.users", "/u"),
				Map.entry("chat.wire.paths.rooms", "/r"), Map.entry("chat.wire.paths.messages", "/m/{roomId}"),
				Map.entry("chat.wire.paths.verify", "/v"), Map.entry("chat.wire.emits.join-room", "a"),
				Map.entry("chat.wire.emits.leave-room", "b"), Map.entry("chat.wire.emits.send-message", "c"),
				Map.entry("chat.wire.emits.start-typing", "d"), Map.entry("chat.wire.emits.stop-typing", "e"),
				Map.entry("chat.wire.events.message", "f"), Map.entry("chat.wire.events.user-joined", "g"),
				Map.entry("chat.wire.events.user-left", "h"), Map.entry("chat.wire.events.user-typing", "i"),
				Map.entry("chat.wire.events.user-stopped-typing", "j"), Map.entry("chat.wire.events.error", "k")));
		assertThat(WirePropertiesMapper.map(properties, null)).isEqualTo(WireSettings.builder()
			.paths(new WireSettings.Paths("/p", "/u", "/r", "/m/{roomId}", "/v"))
			.apiKeyHeader("X-Key")
			.emits(new WireSettings.Emits("a", "b", "c", "d", "e"))
			.events(new WireSettings.Events("f", "g", "h", "i", "j", "k"))
			.messageOrder(MessageOrder.OLDEST_FIRST)
			.firstPage(0)
			.query(new WireSettings.Query("p", "size", "after", "external_user_id"))
			.build());
	}

	private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
		return new Binder(new MapConfigurationPropertySource(values)).bind(prefix, type).get();
	}

}
