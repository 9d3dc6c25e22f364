package io.github.tegrabox.chat.internal.socketio;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketError;

/**
 * Listener that remembers everything, in order, and notices calls that overlap.
 */
final class RecordingListener implements ConnectionListener {

	private final List<Object> signals = new CopyOnWriteArrayList<>();

	private final AtomicBoolean busy = new AtomicBoolean();

	private volatile boolean overlapped;

	private volatile int activities;

	private volatile Consumer<Object> reaction = (signal) -> {
	};

	/**
	 * Does something with each signal, on the transport's thread.
	 */
	RecordingListener reacting(Consumer<Object> with) {
		this.reaction = with;
		return this;
	}

	@Override
	public void onOpen(Duration pingInterval, Duration pingTimeout) {
		record(new Opened(pingInterval, pingTimeout));
	}

	@Override
	public void onConnected() {
		record(new Connected());
	}

	@Override
	public void onRefused(String code, String message) {
		record(new Refused(code, message));
	}

	@Override
	public void onEvent(ChatEvent event) {
		record(event);
	}

	@Override
	public void onUnreadable(SocketError error, boolean perhapsMessage) {
		record(new Unreadable(error, perhapsMessage));
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate") // one call at a time is what is tested
	public void onActivity() {
		this.activities++;
	}

	@Override
	public void onClosed(String reason, Throwable cause) {
		record(new Closed(reason, cause));
	}

	private void record(Object signal) {
		this.overlapped |= this.busy.getAndSet(true);
		this.signals.add(signal);
		this.reaction.accept(signal);
		this.busy.set(false);
	}

	List<Object> signals() {
		return this.signals;
	}

	<T> List<T> signals(Class<T> type) {
		return this.signals.stream().filter(type::isInstance).map(type::cast).toList();
	}

	boolean isConnected() {
		return !signals(Connected.class).isEmpty();
	}

	boolean isClosed() {
		return !signals(Closed.class).isEmpty();
	}

	Closed closed() {
		return signals(Closed.class).get(0);
	}

	boolean overlapped() {
		return this.overlapped;
	}

	int activities() {
		return this.activities;
	}

	record Opened(Duration pingInterval, Duration pingTimeout) {
	}

	record Connected() {
	}

	record Refused(String code, String message) {
	}

	record Unreadable(SocketError error, boolean perhapsMessage) {
	}

	record Closed(String reason, Throwable cause) {
	}

}
