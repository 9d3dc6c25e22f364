package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socketio.ConnectionListener;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the socket. Turns what the transport reports into inputs.
 */
final class SessionLink implements ConnectionListener {

	private final long attempt;

	private final SocketEngine engine;

	private final AckedSends sends;

	/** The number of lanes that reading is paused for. */
	private final AtomicInteger pauses = new AtomicInteger();

	private volatile @Nullable SocketConnection connection;

	private volatile long lastActivity;

	SessionLink(long attempt, SocketEngine engine, AckedSends sends) {
		this.attempt = attempt;
		this.engine = engine;
		this.sends = sends;
		this.lastActivity = engine.time().nanos().getAsLong();
	}

	void connection(SocketConnection connection) {
		this.connection = connection;
	}

	@Nullable SocketConnection connection() {
		return this.connection;
	}

	AckedSends sends() {
		return this.sends;
	}

	long lastActivity() {
		return this.lastActivity;
	}

	@Override
	public void onOpen(Duration pingInterval, Duration pingTimeout) {
		onActivity();
		this.engine.post(() -> this.engine.session().opened(this.attempt, pingInterval, pingTimeout));
	}

	@Override
	public void onConnected() {
		onActivity();
		this.engine.post(() -> this.engine.session().connected(this.attempt));
	}

	@Override
	public void onRefused(@Nullable String code, String message) {
		this.engine.post(() -> this.engine.session().refused(this.attempt, code, message));
	}

	@Override
	public void onEvent(ChatEvent event) {
		Mailbox mailbox = this.engine.mailbox();
		if (!mailbox.tryEnter()) {
			this.engine.post(() -> take(event));
			return;
		}
		Lane lane = null;
		try {
			lane = take(event);
		}
		finally {
			mailbox.leave();
		}
		if (lane != null && lane.isCrowded()) {
			pauseFor(lane);
		}
	}

	/**
	 * Pauses reading briefly, until a nearly full lane has space again. So a burst slows
	 * the sender down instead of going through the history.
	 */
	private void pauseFor(Lane lane) {
		SocketConnection reading = this.connection;
		Duration longest = this.engine.time().longestPause();
		if (reading == null || longest.isZero()) {
			return;
		}
		if (this.pauses.getAndIncrement() == 0) {
			reading.pause();
		}
		AtomicBoolean over = new AtomicBoolean();
		Runnable end = () -> {
			if (over.compareAndSet(false, true) && this.pauses.decrementAndGet() == 0) {
				reading.resume();
			}
		};
		lane.whenEased(end);
		if (!over.get() && !this.engine.resources().runLater(end, longest)) {
			end.run();
		}
	}

	private @Nullable Lane take(ChatEvent event) {
		return this.engine.session().isCurrent(this.attempt) ? this.engine.rooms().event(event) : null;
	}

	@Override
	public void onUnreadable(SocketError error, boolean perhapsMessage) {
		this.engine.post(() -> {
			if (this.engine.session().isCurrent(this.attempt)) {
				this.engine.rooms().unreadable(error, perhapsMessage);
			}
		});
	}

	@Override
	public void onActivity() {
		this.lastActivity = this.engine.time().nanos().getAsLong();
	}

	@Override
	public void onClosed(String reason, @Nullable Throwable cause) {
		this.engine.post(() -> this.engine.session().closed(this.attempt, reason, cause));
	}

}
