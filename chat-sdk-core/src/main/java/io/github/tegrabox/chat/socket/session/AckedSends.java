package io.github.tegrabox.chat.socket.session;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.transport.Ack;
import io.github.tegrabox.chat.socket.transport.AckCallback;
import io.github.tegrabox.chat.socket.transport.SocketConnection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * Sends of one connection that wait for their acknowledgement. Each ends once: in its
 * message, a refusal, or an unknown outcome. Safe for use by several threads.
 */
final class PendingAcks {

	private final Set<Pending> pending = ConcurrentHashMap.newKeySet();

	private final Duration timeout;

	private final ScheduledExecutorService timer;

	private final Executor acknowledger;

	private volatile @Nullable String ended;

	PendingAcks(Duration timeout, ScheduledExecutorService timer, Executor acknowledger) {
		this.timeout = timeout;
		this.timer = timer;
		this.acknowledger = acknowledger;
	}

	void send(SocketConnection connection, String event, Map<String, ?> payload, MonoSink<Message> sink) {
		Pending one = new Pending(sink);
		this.pending.add(one);
		try {
			one.timeout = this.timer.schedule(one::timedOut, this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			sink.onCancel(one::forget);
			connection.emit(event, payload, one);
		}
		catch (ChatWebSocketException ex) {
			one.fail(ex);
		}
		catch (RejectedExecutionException ex) {
			one.fail(ChatWebSocketException.notSent("Not connected: closed", null));
		}
		if (this.ended != null) {
			linkDown(this.ended);
		}
	}

	/**
	 * Ends all that wait.
	 * @param reason why the connection ended
	 */
	void linkDown(String reason) {
		this.ended = reason;
		for (Pending one : this.pending) {
			one.fail(ChatWebSocketException
				.unknownOutcome("The connection ended before the acknowledgement came: " + reason, null));
		}
	}

	int size() {
		return this.pending.size();
	}

	private final class Pending implements AckCallback {

		private final MonoSink<Message> sink;

		private final AtomicBoolean ended = new AtomicBoolean();

		private volatile @Nullable Future<?> timeout;

		Pending(MonoSink<Message> sink) {
			this.sink = sink;
		}

		@Override
		public void onAck(Ack ack) {
			Message message = ack.message();
			if (!ack.ok()) {
				String words = (ack.errorMessage() != null) ? ack.errorMessage() : "The server refused the message";
				fail(ChatWebSocketException.refused(ack.errorCode(), words));
			}
			else if (message == null) {
				fail(ChatWebSocketException.unknownOutcome("The acknowledgement holds no message", null));
			}
			else if (forget()) {
				complete(() -> this.sink.success(message));
			}
		}

		private void timedOut() {
			fail(ChatWebSocketException
				.unknownOutcome("No acknowledgement within " + PendingAcks.this.timeout.toMillis() + " ms", null));
		}

		private void fail(ChatWebSocketException failure) {
			if (forget()) {
				complete(() -> this.sink.error(failure));
			}
		}

		private boolean forget() {
			if (!this.ended.compareAndSet(false, true)) {
				return false;
			}
			PendingAcks.this.pending.remove(this);
			Future<?> waiting = this.timeout;
			if (waiting != null) {
				waiting.cancel(false);
			}
			return true;
		}

		/**
		 * Neither the connection's thread nor the timer's may run what subscribers do.
		 */
		private void complete(Runnable signal) {
			try {
				PendingAcks.this.acknowledger.execute(signal);
			}
			catch (RejectedExecutionException ex) {
				signal.run();
			}
		}

	}

}
