package io.github.tegrabox.chat.internal.socket.session;

import java.time.Clock;
import java.time.Instant;

import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.socket.SocketMetrics;
import org.jspecify.annotations.Nullable;

/**
 * Figures read where they arise.
 */
final class LiveMetrics implements SocketMetrics {

	private final SocketCounters counters;

	private final Dispatcher dispatcher;

	private final Clock clock;

	LiveMetrics(SocketCounters counters, Dispatcher dispatcher, Clock clock) {
		this.counters = counters;
		this.dispatcher = dispatcher;
		this.clock = clock;
	}

	@Override
	public long reconnects() {
		return this.counters.reconnects();
	}

	@Override
	public long received(ChatEventType type) {
		return this.counters.received(type);
	}

	@Override
	public long recovered() {
		return this.counters.recoveredCount();
	}

	@Override
	public long dropped(ChatEventType type) {
		return this.counters.dropped(type);
	}

	@Override
	public int queued() {
		return this.dispatcher.queued();
	}

	@Override
	public long listenerFailures() {
		return this.counters.listenerFailures();
	}

	@Override
	public @Nullable Instant busySince() {
		Long since = this.dispatcher.busySince();
		return (since != null) ? this.clock.instant().minusNanos(System.nanoTime() - since) : null;
	}

}
