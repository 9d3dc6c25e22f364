package io.github.tegrabox.chat.internal.socket.dispatch;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketConnected;

/**
 * The counters of one socket. Thread-safe.
 */
public final class SocketCounters {

	private final Map<ChatEventType, LongAdder> received = perType();

	private final Map<ChatEventType, LongAdder> dropped = perType();

	private final LongAdder recovered = new LongAdder();

	private final LongAdder reconnects = new LongAdder();

	private final LongAdder failures = new LongAdder();

	private static Map<ChatEventType, LongAdder> perType() {
		Map<ChatEventType, LongAdder> counts = new EnumMap<>(ChatEventType.class);
		for (ChatEventType type : ChatEventType.values()) {
			counts.put(type, new LongAdder());
		}
		return counts;
	}

	@SuppressWarnings("NullAway") // Every type has its count.
	private static LongAdder of(Map<ChatEventType, LongAdder> counts, ChatEventType type) {
		return counts.get(type);
	}

	/**
	 * Counts an event that was received.
	 * @param event the event
	 */
	public void received(ChatEvent event) {
		of(this.received, ChatEventType.of(event)).increment();
		if (event instanceof MessageReceived message && message.recovered()) {
			this.recovered.increment();
		}
		else if (event instanceof SocketConnected up && up.reconnect()) {
			this.reconnects.increment();
		}
	}

	/**
	 * Counts an event that will reach no listener.
	 * @param event the event
	 */
	public void dropped(ChatEvent event) {
		of(this.dropped, ChatEventType.of(event)).increment();
	}

	void listenerFailed() {
		this.failures.increment();
	}

	/**
	 * Returns the number of events received.
	 * @param type the kind
	 * @return the number
	 */
	public long received(ChatEventType type) {
		return of(this.received, type).sum();
	}

	/**
	 * Returns the number of events dropped.
	 * @param type the kind
	 * @return the number
	 */
	public long dropped(ChatEventType type) {
		return of(this.dropped, type).sum();
	}

	/**
	 * Returns the number of messages fetched from the history.
	 * @return the number
	 */
	public long recoveredCount() {
		return this.recovered.sum();
	}

	/**
	 * Returns the number of connections after the first.
	 * @return the number
	 */
	public long reconnects() {
		return this.reconnects.sum();
	}

	/**
	 * Returns the number of times that a listener threw.
	 * @return the number
	 */
	public long listenerFailures() {
		return this.failures.sum();
	}

}
