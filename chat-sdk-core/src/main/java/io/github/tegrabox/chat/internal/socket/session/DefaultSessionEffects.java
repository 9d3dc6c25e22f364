package io.github.tegrabox.chat.internal.socket.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.socket.room.Timer;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.internal.socketio.HandshakeFailure;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.socket.SocketSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Effects of the session on the token source and the transport; holds the resulting
 * connection. For use within the mailbox, unless a comment says otherwise.
 */
final class DefaultSessionEffects implements SessionEffects {

	/** How long a restarting server may be unavailable. */
	private static final long LONGEST_RESTART = TimeUnit.MINUTES.toNanos(1);

	private final SocketEngine engine;

	private final EngineSettings settings;

	private final SocketResources resources;

	private @Nullable SessionLink link;

	/** Whether the last attempt to connect began with a WebSocket. */
	private boolean triedWebSocket;

	/** Whether that WebSocket was answered, but did not get through. */
	private boolean webSocketBlocked;

	/** Since when a proxy answers each WebSocket that the server is unavailable. */
	private @Nullable Long awaySince;

	/** The link while it is connected, for senders. */
	private volatile @Nullable SessionLink connected;

	/** The user id, from the newest token that holds one. */
	private volatile @Nullable String userId;

	DefaultSessionEffects(SocketEngine engine, EngineSettings settings, SocketResources resources) {
		this.engine = engine;
		this.settings = settings;
		this.resources = resources;
	}

	/**
	 * The link of the current attempt, connected or not.
	 */
	@Nullable SessionLink link() {
		return this.link;
	}

	/**
	 * The link while it is connected, for any thread.
	 */
	@Nullable SessionLink connected() {
		return this.connected;
	}

	/**
	 * The id of the socket's user, for any thread.
	 */
	@Nullable String userId() {
		String known = this.userId;
		TokenSource tokens = this.settings.tokens();
		return (known != null || tokens == null) ? known : tokens.userId();
	}

	@Override
	public void requestToken(long attempt, @Nullable Token refused) {
		// connect() throws without a token source.
		TokenSource tokens = Objects.requireNonNull(this.settings.tokens());
		this.engine.rooms().prepare();
		Mono.defer(() -> (refused != null) ? tokens.renew(refused) : tokens.current())
			.switchIfEmpty(Mono.error(() -> new ChatException("the token source is empty")))
			.doOnNext(this::remember)
			.subscribe((token) -> this.engine.post(() -> this.engine.session().tokenArrived(attempt, token)),
					(failure) -> this.engine.post(() -> this.engine.session().tokenFailed(attempt, failure)));
	}

	private void remember(Token token) {
		if (token.userId() != null) {
			this.userId = token.userId();
		}
	}

	@Override
	public void refreshToken(Token expiring) {
		TokenSource tokens = Objects.requireNonNull(this.settings.tokens());
		Mono.defer(() -> tokens.renew(expiring))
			.subscribe((token) -> this.engine.post(() -> this.engine.session().tokenRefreshed(token)),
					(failure) -> this.engine.post(() -> this.engine.session().tokenNotRefreshed(expiring)));
	}

	@Override
	public void whenReady(Runnable then) {
		this.engine.rooms().whenReady(then);
	}

	@Override
	public void open(long attempt, Token token) {
		SocketSettings socket = this.settings.socket();
		SessionLink opening = new SessionLink(attempt, this.engine, new AckedSends(socket.ackTimeout(),
				this.settings.time().nanos(), this.resources.timer(), this.resources.acknowledger()));
		this.link = opening;
		try {
			opening.connection(this.resources.transport()
				.open(new ConnectRequest(this.settings.address(), socket.path(), nextTransports(socket.transports()),
						token, this.settings.time().handshakeLimit(), this.settings.wire(), socket.maxEventSize()),
						opening));
		}
		catch (RuntimeException ex) {
			opening.onClosed("transport error", ex);
		}
	}

	/**
	 * Tries a WebSocket first each time. Polling comes first only right after a WebSocket
	 * that was answered, but did not get through.
	 */
	private List<String> nextTransports(List<String> transports) {
		List<String> next = new ArrayList<>(transports);
		if (this.webSocketBlocked) {
			Collections.rotate(next, -1);
		}
		this.webSocketBlocked = false;
		this.triedWebSocket = next.get(0).equals("websocket");
		return next;
	}

	@Override
	public void ended(String reason, @Nullable Throwable cause) {
		// From now on, sends have to wait for the next connection.
		this.connected = null;
		if (this.link != null) {
			this.link.sends().linkDown(reason);
		}
		this.webSocketBlocked = this.triedWebSocket && cause instanceof HandshakeException handshake
				&& isBlocked(handshake.failure());
		this.engine.log().ended(cause);
	}

	private boolean isBlocked(HandshakeFailure failure) {
		long now = this.settings.time().nanos().getAsLong();
		if (!failure.isServerAway()) {
			this.awaySince = null;
		}
		else if (this.awaySince == null) {
			this.awaySince = now;
		}
		return failure.isWebSocketBlocked() || (this.awaySince != null && now - this.awaySince >= LONGEST_RESTART);
	}

	@Override
	public void close() {
		SessionLink current = this.link;
		this.link = null;
		this.connected = null;
		if (current != null) {
			SocketConnection connection = current.connection();
			if (connection != null) {
				connection.close();
			}
			current.sends().linkDown("closed");
		}
	}

	@Override
	public void linkUp() {
		this.connected = this.link;
		this.awaySince = this.triedWebSocket ? null : this.awaySince;
		this.engine.rooms().linkUp();
		this.engine.flush();
	}

	@Override
	public void linkDown() {
		this.engine.rooms().linkDown();
	}

	@Override
	public long lastActivity() {
		SessionLink current = this.link;
		return (current != null) ? current.lastActivity() : timer().nanos();
	}

	@Override
	public void report(ChatEvent event) {
		this.engine.report(event);
	}

	@Override
	public void stateChanged(ConnectionState state) {
		this.engine.entered(state);
	}

	@Override
	public Timer timer() {
		return this.engine.timer();
	}

}
