package io.github.tegrabox.chat.testserver.internal.engineio;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, whatever carries it. Everything but {@link #id()} and
 * {@link #handshake()} is to be called on the loop.
 */
public final class EngineSession {

	private static final Duration LINGER = Duration.ofSeconds(30);

	private static final Duration NOOP_DELAY = Duration.ofMillis(50);

	private final EngineServer server;

	private final String id;

	private final HttpRequest handshake;

	private final PollingTransport polling;

	private final Heartbeat heartbeat;

	private @Nullable SessionListener listener;

	private @Nullable WebSocketLink link;

	private @Nullable WebSocketLink candidate;

	private boolean upgrading;

	private boolean open = true;

	/** What a poll after the end gets. */
	private @Nullable Frame unsaid;

	private boolean muted;

	EngineSession(EngineServer server, String id, HttpRequest handshake) {
		this.server = server;
		this.id = id;
		this.handshake = handshake;
		this.polling = new PollingTransport(server.loop(), () -> close(CloseReason.TRANSPORT_ERROR));
		this.heartbeat = new Heartbeat(server.loop(), server.settings(), () -> send(Frame.PING),
				() -> close(CloseReason.PING_TIMEOUT));
	}

	/**
	 * Returns the session's id.
	 * @return a secret between server and client
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Returns the request that opened the session.
	 * @return the first request
	 */
	public HttpRequest handshake() {
		return this.handshake;
	}

	/**
	 * Tells whether the session still carries packets.
	 * @return whether it is open
	 */
	public boolean isOpen() {
		return this.open;
	}

	/**
	 * Tells what carries the session.
	 * @return whether it runs over a WebSocket by now
	 */
	public boolean isWebSocket() {
		return this.link != null;
	}

	/**
	 * Sends a packet, in order. Does nothing once the session has ended.
	 * @param frame the packet with its Engine.IO type
	 */
	public void send(Frame frame) {
		if (!this.open || this.muted) {
			return;
		}
		WebSocketLink webSocket = this.link;
		if (webSocket != null) {
			webSocket.send(frame);
		}
		else {
			this.polling.send(frame);
		}
		long backlog = (webSocket != null) ? webSocket.pendingBytes() : this.polling.waitingBytes();
		if (backlog > this.server.settings().maxBuffered()) {
			reset();
		}
	}

	/**
	 * Ends the session after everything sent so far, with a close frame or packet.
	 */
	public void close() {
		close(CloseReason.FORCED_CLOSE.status(), "");
	}

	/**
	 * Ends the session after everything sent so far, with a close frame or packet.
	 * @param status the status code of the WebSocket's close frame
	 * @param reason the text of the WebSocket's close frame
	 */
	public void close(int status, String reason) {
		end(CloseReason.FORCED_CLOSE, Frame.CLOSE, status, reason);
	}

	/**
	 * Ends the session for a reason.
	 * @param reason what the listener is told
	 */
	public void close(CloseReason reason) {
		end(reason, Frame.CLOSE, reason.status(), reason.toString());
	}

	/**
	 * Ends the session with a TCP reset. A session that polls just disappears.
	 */
	public void reset() {
		if (this.link != null) {
			this.link.reset();
		}
		close(CloseReason.TRANSPORT_CLOSE);
	}

	/**
	 * Goes half-open for good: whatever arrives is accepted and ignored, and nothing is
	 * sent any more, no pings and no answers. The session lasts until the client leaves.
	 */
	public void mute() {
		this.muted = true;
		this.heartbeat.stop();
		if (this.link != null) {
			this.link.mute();
		}
		if (this.candidate != null) {
			this.candidate.mute();
		}
	}

	/**
	 * Stops or resumes the server's pings, without which the client gives up.
	 * @param hold whether to send none
	 */
	public void holdPings(boolean hold) {
		this.heartbeat.holdPings(hold);
	}

	/**
	 * Turns a deaf ear to the client's pongs, upon which the server gives up.
	 * @param ignore whether to ignore them
	 */
	public void ignorePongs(boolean ignore) {
		this.heartbeat.ignorePongs(ignore);
	}

	/**
	 * Puts bytes onto the WebSocket's TCP connection as they are. A session that polls
	 * has none: nothing happens.
	 * @param bytes what need not be a WebSocket frame
	 */
	public void sendRaw(byte[] bytes) {
		if (this.link != null && this.open && !this.muted) {
			this.link.sendRaw(bytes);
		}
	}

	void start(SessionListener listener, @Nullable WebSocketLink webSocket) {
		this.listener = listener;
		this.link = webSocket;
		send(Frame.text(this.server.openPacket(this)));
		this.heartbeat.start();
	}

	CompletionStage<HttpResponse> poll() {
		if (this.muted) {
			return new CompletableFuture<>();
		}
		if (this.heartbeat.isOverdue()) {
			close(CloseReason.PING_TIMEOUT);
		}
		if (this.polling.isPolled()) {
			// Two at once would get the packets out of order.
			close(CloseReason.TRANSPORT_ERROR);
			return refused();
		}
		if (!this.open) {
			return pollFarewell();
		}
		CompletionStage<HttpResponse> response = this.polling.poll();
		if (this.upgrading) {
			this.server.loop().schedule(NOOP_DELAY, this::releasePoll);
		}
		return response;
	}

	CompletionStage<HttpResponse> post(String body) {
		if (this.muted) {
			return new CompletableFuture<>();
		}
		for (String packet : PollingPayload.split(body)) {
			if (!(PollingPayload.isBinary(packet) ? takeBinary(packet) : take(packet))) {
				return refused();
			}
		}
		return CompletableFuture.completedFuture(HttpResponse.text(200, "ok"));
	}

	/** Reserves the upgrade for a WebSocket, or tells that there is none to be had. */
	boolean offerUpgrade(WebSocketLink webSocket) {
		if (!this.open || this.link != null || this.candidate != null || this.muted) {
			return false;
		}
		this.candidate = webSocket;
		return true;
	}

	void onProbe(WebSocketLink webSocket) {
		this.upgrading = true;
		webSocket.send(Frame.PROBE_ANSWER);
		releasePoll();
	}

	/**
	 * What still waits for a poll goes over the WebSocket, before all that is sent from
	 * here on.
	 */
	void onUpgrade(WebSocketLink webSocket) {
		this.candidate = null;
		this.upgrading = false;
		this.link = webSocket;
		this.polling.takeAll().forEach(webSocket::send);
		this.polling.release();
	}

	void onUpgradeLost(WebSocketLink webSocket) {
		if (this.candidate != webSocket) {
			return;
		}
		this.candidate = null;
		this.upgrading = false;
	}

	void onText(String packet) {
		if (!this.muted) {
			take(packet);
		}
	}

	void onBinary(byte[] data) {
		if (this.open && !this.muted && this.listener != null) {
			this.listener.onBinary(data);
		}
	}

	private void end(CloseReason reason, Frame farewell, int status, String text) {
		if (!this.open) {
			return;
		}
		this.open = false;
		this.heartbeat.stop();
		if (this.candidate != null) {
			this.candidate.close(status, text);
		}
		if (this.link != null) {
			this.link.close(status, text);
		}
		else if (!this.muted) {
			sayFarewell(reason, farewell);
		}
		if (this.unsaid != null) {
			this.server.loop().schedule(LINGER, () -> this.server.remove(this));
		}
		else {
			this.server.remove(this);
		}
		if (this.listener != null) {
			this.listener.onClose(reason);
		}
	}

	/**
	 * In a response of its own, so that clients see to the messages before they hang up.
	 * If there is no poll to say it to, the next one may be on its way.
	 */
	private void sayFarewell(CloseReason reason, Frame farewell) {
		this.polling.flush();
		if (this.polling.isPolled()) {
			this.polling.send(farewell);
			this.polling.flush();
		}
		else if (reason == CloseReason.FORCED_CLOSE || farewell == Frame.NOOP) {
			this.unsaid = farewell;
		}
	}

	private CompletionStage<HttpResponse> pollFarewell() {
		if (this.unsaid == null) {
			return refused();
		}
		if (this.polling.isDrained()) {
			this.polling.send(this.unsaid);
			this.server.remove(this);
		}
		return this.polling.poll();
	}

	/**
	 * Ends a waiting poll, since a client that upgrades pauses until it has an answer.
	 */
	private void releasePoll() {
		if (this.upgrading) {
			this.polling.release();
		}
	}

	private boolean take(String packet) {
		if (!this.open || this.listener == null) {
			return false;
		}
		switch (packet.isEmpty() ? ' ' : packet.charAt(0)) {
			case '1' -> end(CloseReason.TRANSPORT_CLOSE, Frame.NOOP, CloseReason.TRANSPORT_CLOSE.status(), "");
			case '2', '5', '6' -> {
				// Of no meaning outside of an upgrade.
			}
			case '3' -> this.heartbeat.onPong();
			case '4' -> this.listener.onText(packet.substring(1));
			default -> {
				close(CloseReason.PARSE_ERROR);
				return false;
			}
		}
		return true;
	}

	private boolean takeBinary(String packet) {
		try {
			onBinary(PollingPayload.decodeBinary(packet));
			return this.open;
		}
		catch (IllegalArgumentException ex) {
			close(CloseReason.PARSE_ERROR);
			return false;
		}
	}

	private static CompletionStage<HttpResponse> refused() {
		return CompletableFuture.completedFuture(EngineError.BAD_REQUEST.response());
	}

}
