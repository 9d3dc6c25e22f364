package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.net.Backoff;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.internal.socketio.HandshakeFailure;
import io.github.tegrabox.chat.internal.socketio.HandshakeFailure.Kind;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.SocketSettings.Reconnect;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connection: connects, detects losses, pauses and reconnects. A state machine
 * without threads and clocks: it gets one input at a time and calls
 * {@link SessionEffects}. {@link SessionState} lists the states.
 */
final class Session {

	/** The reason when the application ended the connection. */
	static final String ON_PURPOSE = "io client disconnect";

	private static final Duration TOKEN_LIMIT = Duration.ofSeconds(60);

	private static final Duration LONGEST_LEAD = Duration.ofSeconds(60);

	/** The least time between renewals, if clocks differ or tokens are short-lived. */
	private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

	/** Error codes that can only be about the token. */
	private static final Pattern CREDENTIAL = Pattern
		.compile("(token|jwt)_(missing|required|invalid|malformed|expired|revoked)"
				+ "|(missing|invalid|malformed|expired|revoked)_(token|jwt)|unauthori[sz]ed|unauthenticated|forbidden"
				+ "|auth(entication)?_(failed|required|error)|(invalid|bad)_credentials|401|403");

	/** The Chat API's own message when there is no code. */
	private static final String UNAUTHORIZED = "unauthorized";

	/**
	 * Codes and words that may be about the token. The next attempt then uses another
	 * token if there is one; nothing else changes.
	 */
	private static final Pattern PERHAPS_CREDENTIAL = Pattern
		.compile("auth|jwt|token|credential|forbidden|denied|signature|expired");

	private final SessionEffects effects;

	/** Whether a refused token can be replaced. */
	private final boolean renewable;

	/** Whether the handshake carries the token, so that a refusal may be about it. */
	private final boolean shownAtHandshake;

	private final Duration handshakeLimit;

	/** How long a connection must last before the pauses start small again. */
	private final Duration stableAfter;

	private final ReconnectPauses pauses;

	private SessionState state = SessionState.IDLE;

	/** Incremented to invalidate everything in progress. */
	private long attempt;

	private @Nullable Token token;

	private @Nullable Token refused;

	private int refusals;

	private boolean connectedEver;

	private boolean connectedThisTime;

	private long connectedAt;

	private Duration silenceLimit = Duration.ofSeconds(45);

	private Runnable cancelTimer = () -> {
	};

	private Runnable cancelWatchdog = () -> {
	};

	private Runnable cancelRefresh = () -> {
	};

	Session(SessionEffects effects, boolean renewable, boolean shownAtHandshake, Duration handshakeLimit,
			Reconnect reconnect, RandomGenerator random) {
		this.effects = effects;
		this.renewable = renewable;
		this.shownAtHandshake = shownAtHandshake;
		this.handshakeLimit = handshakeLimit;
		this.stableAfter = reconnect.maxDelay();
		this.pauses = new ReconnectPauses(reconnect, random);
	}

	SessionState state() {
		return this.state;
	}

	boolean isCurrent(long candidate) {
		return candidate == this.attempt;
	}

	// Inputs of the application

	void connect() {
		if (this.state == SessionState.IDLE) {
			this.connectedThisTime = false;
			this.refusals = 0;
			this.refused = null;
			this.pauses.reset();
			attempt();
		}
	}

	void disconnect() {
		if (this.state != SessionState.CLOSED) {
			end(SessionState.IDLE);
		}
	}

	void close() {
		end(SessionState.CLOSED);
	}

	private void end(SessionState last) {
		boolean connected = this.state == SessionState.CONNECTED;
		stop();
		enter(last);
		if (connected) {
			down(ON_PURPOSE);
		}
	}

	// Inputs of the token source

	void tokenArrived(long of, Token arrived) {
		if (of != this.attempt || this.state != SessionState.AUTHORIZING) {
			return;
		}
		Token previous = this.refused;
		if (previous != null && this.refusals == 1 && previous.value().equals(arrived.value())) {
			// The same token that was refused: wait a while before using it again.
			this.refusals++;
			pause(this.pauses.next());
			return;
		}
		this.token = arrived;
		this.effects.whenReady(() -> open(of, arrived));
	}

	private void open(long of, Token arrived) {
		if (of != this.attempt || this.state != SessionState.AUTHORIZING) {
			return;
		}
		enter(SessionState.OPENING);
		this.cancelTimer.run();
		this.cancelTimer = this.effects.timer()
			.schedule(this.handshakeLimit, () -> closed(of, "handshake timeout", null));
		this.effects.open(of, arrived);
	}

	void tokenFailed(long of, Throwable failure) {
		if (of != this.attempt || this.state != SessionState.AUTHORIZING) {
			return;
		}
		String cause = failure.getClass().getSimpleName();
		if (failure instanceof ChatException && failure.getMessage() != null) {
			cause = failure.getMessage();
		}
		error("token_unavailable", "No token could be had: " + cause);
		// There may be no other token: after a pause, use the refused one again.
		this.refused = null;
		Duration pause = this.pauses.next();
		if (failure instanceof ChatApiException answer) {
			pause = Backoff.obey(pause, answer.retryAfter());
		}
		pause(pause);
	}

	// Inputs of the connection

	void opened(long of, Duration pingInterval, Duration pingTimeout) {
		if (of == this.attempt) {
			this.silenceLimit = pingInterval.plus(pingTimeout);
		}
	}

	void connected(long of) {
		if (of != this.attempt || this.state != SessionState.OPENING) {
			return;
		}
		this.cancelTimer.run();
		this.refusals = 0;
		this.refused = null;
		this.connectedAt = this.effects.timer().nanos();
		boolean again = this.connectedEver;
		this.connectedEver = true;
		this.connectedThisTime = true;
		// Before anyone can see the new state: sends from then on must find the
		// rooms joined.
		this.effects.linkUp();
		enter(SessionState.CONNECTED);
		watch(of, this.silenceLimit);
		refreshBeforeExpiry(of);
		// Last: a listener of this event may use the connection.
		this.effects.report(new SocketConnected(again, this.effects.timer().now()));
	}

	void refused(long of, @Nullable String code, String message) {
		Token used = this.token;
		if (of != this.attempt || this.state != SessionState.OPENING || used == null) {
			return;
		}
		error((code != null) ? code : "connect_refused", message);
		if (!isAboutCredential(code, message)) {
			String told = (code != null) ? code : message;
			if (this.renewable && PERHAPS_CREDENTIAL.matcher(told.toLowerCase(Locale.ROOT)).find()) {
				this.refused = used;
			}
			pause(this.pauses.next());
		}
		else if (!this.renewable) {
			stop();
			enter(SessionState.FAILED);
		}
		else {
			this.refused = used;
			if (++this.refusals == 1) {
				stop();
				attempt();
			}
			else {
				pause(this.pauses.next());
			}
		}
	}

	static boolean isAboutCredential(@Nullable String code, String message) {
		if (code != null) {
			return CREDENTIAL.matcher(code.toLowerCase(Locale.ROOT)).matches();
		}
		return message.strip().equalsIgnoreCase(UNAUTHORIZED);
	}

	void closed(long of, String reason, @Nullable Throwable cause) {
		if (of != this.attempt || this.state == SessionState.IDLE) {
			return;
		}
		this.effects.ended(reason, cause);
		boolean connected = this.state == SessionState.CONNECTED;
		Duration pause;
		if (!connected) {
			error("connect_failed", describe(reason, cause));
			pause = this.pauses.next();
			if (cause instanceof HandshakeException answer) {
				pause = Backoff.obey(pause, answer.failure().retryAfter());
				this.refused = isAboutToken(answer.failure()) ? this.token : this.refused;
			}
		}
		else {
			long lasted = this.effects.timer().nanos() - this.connectedAt;
			if (lasted >= this.stableAfter.toNanos()) {
				this.pauses.reset();
			}
			else {
				this.pauses.easeAfter(Duration.ofNanos(lasted));
			}
			pause = reason.equals("io server disconnect") ? this.pauses.nextAfterKick() : this.pauses.next();
		}
		pause(pause);
		if (connected) {
			down(reason);
		}
	}

	private boolean isAboutToken(HandshakeFailure failure) {
		return this.shownAtHandshake && this.renewable && failure.kind() == Kind.STATUS
				&& (failure.status() == 401 || failure.status() == 403);
	}

	private static String describe(String reason, @Nullable Throwable cause) {
		if (cause instanceof HandshakeException known) {
			return known.failure().describe();
		}
		return (cause != null) ? reason + " (" + cause.getClass().getSimpleName() + ")" : reason;
	}

	private void down(String reason) {
		this.effects.linkDown();
		this.effects.report(new SocketDisconnected(reason, this.effects.timer().now()));
	}

	// Transitions and timers

	private void attempt() {
		long current = ++this.attempt;
		enter(SessionState.AUTHORIZING);
		this.cancelTimer = this.effects.timer()
			.schedule(TOKEN_LIMIT, () -> tokenFailed(current, new ChatException("the token took too long")));
		this.effects.requestToken(current, this.refused);
	}

	private void pause(Duration pause) {
		stop();
		enter(SessionState.PAUSED);
		this.cancelTimer = this.effects.timer().schedule(pause, this::attempt);
	}

	private void stop() {
		this.attempt++;
		this.cancelTimer.run();
		this.cancelWatchdog.run();
		this.cancelRefresh.run();
		this.effects.close();
	}

	private void watch(long of, Duration limit) {
		this.cancelWatchdog = this.effects.timer().schedule(limit, () -> {
			long silence = this.effects.timer().nanos() - this.effects.lastActivity();
			Duration left = this.silenceLimit.minusNanos(silence);
			if (left.isNegative() || left.isZero()) {
				closed(of, "ping timeout", null);
			}
			else {
				watch(of, left);
			}
		});
	}

	/**
	 * Renews the token shortly before it expires, so that a new one is ready if the
	 * server disconnects at that moment. The connection itself goes on: the server checks
	 * the expiry at the handshake. A failed renewal is tried again until the token has
	 * expired.
	 */
	private void refreshBeforeExpiry(long of) {
		Token used = this.token;
		Instant expiry = (used != null) ? used.expiresAt() : null;
		if (used == null || expiry == null || !this.renewable) {
			return;
		}
		Duration left = Duration.between(this.effects.timer().now(), expiry);
		Duration lead = left.dividedBy(10);
		lead = (lead.compareTo(LONGEST_LEAD) > 0) ? LONGEST_LEAD : lead;
		if (left.isNegative()) {
			return;
		}
		Duration wait = left.minus(lead);
		wait = (wait.compareTo(SHORTEST_LIFE) < 0) ? SHORTEST_LIFE : wait;
		this.cancelRefresh = this.effects.timer().schedule(wait, () -> {
			if (of == this.attempt) {
				this.effects.refreshToken(used);
			}
		});
	}

	void tokenRefreshed(Token fresh) {
		Token used = this.token;
		if (this.state == SessionState.CONNECTED && used != null && !used.value().equals(fresh.value())) {
			this.token = fresh;
			refreshBeforeExpiry(this.attempt);
		}
	}

	void tokenNotRefreshed(Token expiring) {
		if (this.state == SessionState.CONNECTED && expiring.equals(this.token)) {
			refreshBeforeExpiry(this.attempt);
		}
	}

	private void error(String code, String message) {
		this.effects.report(new SocketError(code, Secret.redactTokens(message), null, this.effects.timer().now()));
	}

	private void enter(SessionState next) {
		this.state = next;
		this.effects.stateChanged(switch (next) {
			case IDLE, CLOSED -> ConnectionState.DISCONNECTED;
			case CONNECTED -> ConnectionState.CONNECTED;
			case FAILED -> ConnectionState.FAILED;
			case AUTHORIZING, OPENING, PAUSED ->
				this.connectedThisTime ? ConnectionState.RECONNECTING : ConnectionState.CONNECTING;
		});
	}

}
