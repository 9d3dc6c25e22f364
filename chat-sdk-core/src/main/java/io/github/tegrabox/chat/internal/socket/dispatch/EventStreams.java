package io.github.tegrabox.chat.internal.socket.dispatch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Subscribers of the events as a stream. No event is taken from a queue while one of them
 * has asked for nothing, so what a sink buffers is bounded by the number of rooms
 * dispatched at the same time.
 */
final class EventStreams {

	private final List<FluxSink<ChatEvent>> sinks = new CopyOnWriteArrayList<>();

	private final Listeners listeners;

	private final Runnable onDemand;

	private volatile boolean completed;

	EventStreams(Listeners listeners, Runnable onDemand) {
		this.listeners = listeners;
		this.onDemand = onDemand;
	}

	Flux<ChatEvent> flux() {
		return Flux.create(this::subscribe, FluxSink.OverflowStrategy.BUFFER);
	}

	private void subscribe(FluxSink<ChatEvent> sink) {
		if (this.completed) {
			sink.complete();
			return;
		}
		Subscription registration = this.listeners.addToAll(sink::next);
		this.sinks.add(sink);
		sink.onDispose(() -> {
			registration.close();
			this.sinks.remove(sink);
			this.onDemand.run();
		});
		sink.onRequest((n) -> this.onDemand.run());
		if (this.completed) {
			sink.complete();
		}
	}

	boolean hasDemand() {
		if (!this.sinks.isEmpty()) {
			for (FluxSink<ChatEvent> sink : this.sinks) {
				if (sink.requestedFromDownstream() == 0) {
					return false;
				}
			}
		}
		return true;
	}

	void complete() {
		this.completed = true;
		this.sinks.forEach(FluxSink::complete);
	}

}
