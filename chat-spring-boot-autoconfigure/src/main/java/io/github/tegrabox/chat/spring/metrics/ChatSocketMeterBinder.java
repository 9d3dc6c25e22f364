package io.github.tegrabox.chat.spring.metrics;

import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.SocketMetrics;
import io.github.tegrabox.chat.spring.metrics.ChatMeterDocumentation.EventKeyNames;
import io.github.tegrabox.chat.spring.metrics.ChatMeterDocumentation.OutcomeKeyNames;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Binder of the meters of a socket.
 */
public final class ChatSocketMeterBinder implements MeterBinder {

	private final ChatSocket socket;

	/**
	 * Creates a binder.
	 * @param socket the socket
	 */
	public ChatSocketMeterBinder(ChatSocket socket) {
		this.socket = socket;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		SocketMetrics metrics = this.socket.metrics();
		Gauge
			.builder(ChatMeterDocumentation.SOCKET_CONNECTED.getName(), this.socket,
					(socket) -> socket.isConnected() ? 1 : 0)
			.description("Whether the socket is connected")
			.register(registry);
		Gauge.builder(ChatMeterDocumentation.EVENTS_QUEUED.getName(), metrics, SocketMetrics::queued)
			.description("Events that wait for listeners")
			.register(registry);
		FunctionCounter.builder(ChatMeterDocumentation.SOCKET_RECONNECTS.getName(), metrics, SocketMetrics::reconnects)
			.description("Connections made after the first one")
			.register(registry);
		FunctionCounter.builder(ChatMeterDocumentation.EVENTS_RECOVERED.getName(), metrics, SocketMetrics::recovered)
			.description("Messages fetched from the history after a reconnect")
			.register(registry);
		for (ChatEventType type : ChatEventType.values()) {
			bindTo(registry, metrics, type);
		}
		observe(registry);
	}

	private static void bindTo(MeterRegistry registry, SocketMetrics metrics, ChatEventType type) {
		Tags tags = Tags.of(EventKeyNames.TYPE.asString(), type.tag());
		FunctionCounter
			.builder(ChatMeterDocumentation.EVENTS_RECEIVED.getName(), metrics, (current) -> current.received(type))
			.tags(tags)
			.description("Events taken in")
			.register(registry);
		FunctionCounter
			.builder(ChatMeterDocumentation.EVENTS_DROPPED.getName(), metrics, (current) -> current.dropped(type))
			.tags(tags)
			.description("Events that reached no listener")
			.register(registry);
	}

	private void observe(MeterRegistry registry) {
		Meter.MeterProvider<Timer> timer = Timer.builder(ChatMeterDocumentation.EVENTS_DISPATCH.getName())
			.description("Time that all listeners of an event took together")
			.withRegistry(registry);
		this.socket.observe(
				(event, duration, failure) -> timer
					.withTags(EventKeyNames.TYPE.asString(), ChatEventType.of(event).tag(),
							OutcomeKeyNames.OUTCOME.asString(), (failure != null) ? "error" : "success")
					.record(duration));
	}

}
