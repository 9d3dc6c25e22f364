package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.FirstContact;
import io.github.tegrabox.chat.internal.socketio.AckCallback;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * Sends of one connection that wait for an acknowledgement. Each ends once: with its
 * message, a refusal, or an unknown outcome. All share one timer, set for the oldest, so
 * that an answer in time costs no timer. Thread-safe.
 */
final class AckedSends {

	/** Oldest first; also the lock of the fields below. */
	private final Set<Send> waiting = new LinkedHashSet<>();

	private final Duration timeout;

	private final LongSupplier nanos;

	private final ScheduledExecutorService timer;

	private final Executor acknowledger;

	private @Nullable Future<?> alarm;

	private @Nullable String ended;

	AckedSends(Duration timeout, LongSupplier nanos, ScheduledExecutorService timer, Executor acknowledger) {
		this.timeout = timeout;
		this.nanos = nanos;
		this.timer = timer;
		this.acknowledger = acknowledger;
	}

	/**
	 * Sends an event that is acknowledged with a message.
	 * @param connection the connection
	 * @param event the name of the event
	 * @param payload its payload
	 * @param whole adds to the message what was sent but is missing from the
	 * acknowledgement; returns {@code null} if that is not known
	 * @param sink gets the message
	 */
	void send(SocketConnection connection, String event, Object payload, Function<Message, @Nullable Message> whole,
			MonoSink<Message> sink) {
		Send send = new Send(whole, sink, this.nanos.getAsLong() + this.timeout.toNanos());
		String obstacle = begin(send);
		if (obstacle != null) {
			send.fail(ChatWebSocketException.notSent("Not connected: " + obstacle, null));
			return;
		}
		sink.onCancel(send::end);
		if (send.ended.get()) {
			return;
		}
		try {
			connection.emit(event, payload, send);
		}
		catch (ChatWebSocketException ex) {
			send.fail(ex);
		}
	}

	/**
	 * Starts waiting for a send.
	 * @return why that is not possible, or {@code null}
	 */
	private @Nullable String begin(Send send) {
		synchronized (this.waiting) {
			if (this.ended != null) {
				return this.ended;
			}
			try {
				if (this.alarm == null) {
					setAlarm(this.timeout.toNanos());
				}
			}
			catch (RejectedExecutionException ex) {
				return "closed";
			}
			this.waiting.add(send);
			return null;
		}
	}

	private void setAlarm(long delay) {
		this.alarm = this.timer.schedule(this::endOverdue, delay, TimeUnit.NANOSECONDS);
	}

	private void endOverdue() {
		List<Send> overdue = new ArrayList<>();
		synchronized (this.waiting) {
			this.alarm = null;
			for (Send send : this.waiting) {
				long left = send.deadline - this.nanos.getAsLong();
				if (left > 0) {
					setAlarm(left);
					break;
				}
				overdue.add(send);
			}
		}
		overdue.forEach((send) -> send.fail(ChatWebSocketException
			.unknownOutcome("No acknowledgement within " + this.timeout.toMillis() + " ms", null)));
	}

	/**
	 * Fails all waiting sends, and accepts no more.
	 * @param reason why the connection ended
	 */
	void linkDown(String reason) {
		List<Send> lost;
		synchronized (this.waiting) {
			this.ended = reason;
			lost = List.copyOf(this.waiting);
			if (this.alarm != null) {
				this.alarm.cancel(false);
			}
		}
		lost.forEach((send) -> send.fail(ChatWebSocketException
			.unknownOutcome("The connection ended before the acknowledgement came: " + reason, null)));
	}

	private final class Send implements AckCallback {

		private final Function<Message, @Nullable Message> whole;

		private final MonoSink<Message> sink;

		private final long deadline;

		private final AtomicBoolean ended = new AtomicBoolean();

		Send(Function<Message, @Nullable Message> whole, MonoSink<Message> sink, long deadline) {
			this.whole = whole;
			this.sink = sink;
			this.deadline = deadline;
		}

		@Override
		public void onAck(Acknowledgement ack) {
			Message message = (ack.message() != null) ? this.whole.apply(ack.message()) : null;
			if (!ack.ok()) {
				String words = (ack.errorMessage() != null) ? ack.errorMessage() : "The server refused the message";
				fail(ChatWebSocketException.refused(ack.errorCode(), words));
			}
			else if (message == null) {
				fail(ChatWebSocketException.unknownOutcome(FirstContact.explain("The acknowledgement holds no message",
						"The message was sent, and the server acknowledged it in another form than {ok, message}"),
						null));
			}
			else if (end()) {
				AckedSends.this.acknowledger.execute(() -> this.sink.success(message));
			}
		}

		@Override
		public boolean isAwaited() {
			return !this.ended.get();
		}

		private void fail(ChatWebSocketException failure) {
			if (end()) {
				AckedSends.this.acknowledger.execute(() -> this.sink.error(failure));
			}
		}

		private boolean end() {
			if (!this.ended.compareAndSet(false, true)) {
				return false;
			}
			synchronized (AckedSends.this.waiting) {
				AckedSends.this.waiting.remove(this);
			}
			return true;
		}

	}

}
