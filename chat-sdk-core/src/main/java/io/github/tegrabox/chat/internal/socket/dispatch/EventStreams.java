package io.github.tegrabox.chat.internal.socket.dispatch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * The subscribers to the stream of events. While one of them has no demand, or is slow to
 * take its events, no event is taken from any queue. So the number of rooms dispatched at
 * the same time bounds what a sink buffers.
 */
final class EventStreams {

	private final List<Stream> streams = new CopyOnWriteArrayList<>();

	private final Listeners listeners;

	private final Runnable onDemand;

	private final int maxBuffered;

	private volatile boolean completed;

	/**
	 * Creates an empty registry.
	 * @param listeners the listeners to register the streams with
	 * @param onDemand called when a stream may take events again
	 * @param maxBuffered how many events a stream buffers before it takes no more
	 */
	EventStreams(Listeners listeners, Runnable onDemand, int maxBuffered) {
		this.listeners = listeners;
		this.onDemand = onDemand;
		this.maxBuffered = maxBuffered;
	}

	Flux<ChatEvent> flux() {
		return Flux.defer(() -> {
			AtomicInteger buffered = new AtomicInteger();
			return Flux
				.<ChatEvent>create((sink) -> subscribe(new Stream(sink, buffered)), FluxSink.OverflowStrategy.BUFFER)
				.doOnNext((event) -> taken(buffered));
		});
	}

	private void subscribe(Stream stream) {
		FluxSink<ChatEvent> sink = stream.sink();
		Subscription registration = this.listeners.addToAll(stream::next);
		this.streams.add(stream);
		sink.onDispose(() -> {
			registration.close();
			this.streams.remove(stream);
			this.onDemand.run();
		});
		sink.onRequest((n) -> this.onDemand.run());
		if (this.completed) {
			sink.complete();
		}
	}

	private void taken(AtomicInteger buffered) {
		if (buffered.getAndDecrement() == this.maxBuffered) {
			this.onDemand.run();
		}
	}

	boolean hasDemand() {
		if (!this.streams.isEmpty()) {
			for (Stream stream : this.streams) {
				if (stream.sink().requestedFromDownstream() == 0 || stream.buffered().get() >= this.maxBuffered) {
					return false;
				}
			}
		}
		return true;
	}

	void complete() {
		this.completed = true;
		this.streams.forEach((stream) -> stream.sink().complete());
	}

	private record Stream(FluxSink<ChatEvent> sink, AtomicInteger buffered) {

		void next(ChatEvent event) {
			this.buffered.incrementAndGet();
			this.sink.next(event);
		}

	}

}
