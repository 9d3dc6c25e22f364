package io.github.tegrabox.chat.testserver.internal.engineio;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.tegrabox.chat.testserver.internal.http.HttpHandler;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a server, and the three doors to them: polling requests, the question
 * whether a WebSocket may open, and the opened WebSocket. To be called on the loop, where
 * not said otherwise.
 */
public final class EngineServer implements HttpHandler {

	private static final String POLLING = "polling";

	private static final String WEBSOCKET = "websocket";

	private static final int ID_BYTES = 15;

	private final EngineSettings settings;

	private final TaskLoop loop;

	private final Function<EngineSession, SessionListener> acceptor;

	private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();

	private final SecureRandom random = new SecureRandom();

	private volatile HandshakeGuard guard = (request) -> Optional.empty();

	/**
	 * Creates a server.
	 * @param settings times and limits
	 * @param loop the thread it lives on
	 * @param acceptor called with each new session; returns who listens to it
	 */
	public EngineServer(EngineSettings settings, TaskLoop loop, Function<EngineSession, SessionListener> acceptor) {
		this.settings = settings;
		this.loop = loop;
		this.acceptor = acceptor;
	}

	/**
	 * Answers a polling request.
	 * @param request the request
	 * @return the answer; if cancelled, the client has left
	 */
	@Override
	public CompletionStage<HttpResponse> handle(HttpRequest request) {
		EngineError error = check(request, POLLING);
		if (error != null) {
			return CompletableFuture.completedFuture(error.response());
		}
		EngineSession session = find(request);
		if (session == null) {
			return handshake(request);
		}
		return switch (request.method()) {
			case "GET" -> session.poll();
			case "POST" -> {
				if (request.body().length > this.settings.maxPayload()) {
					yield CompletableFuture.completedFuture(HttpResponse.of(413));
				}
				yield session.post(request.bodyText());
			}
			default -> CompletableFuture.completedFuture(EngineError.BAD_REQUEST.response());
		};
	}

	/**
	 * Tells whether a request for a WebSocket is in order.
	 * @param request the request for the upgrade to the WebSocket protocol
	 * @return the refusal, or empty if the WebSocket may open
	 */
	public Optional<HttpResponse> refuse(HttpRequest request) {
		EngineError error = check(request, WEBSOCKET);
		if (error != null) {
			return Optional.of(error.response());
		}
		return (find(request) != null) ? Optional.empty() : this.guard.refuse(request);
	}

	/**
	 * Takes a WebSocket that {@link #refuse(HttpRequest)} let pass and that is open by
	 * now.
	 * @param request the request that opened it
	 * @param link the way to the client
	 * @return who takes what the client sends, {@code null} if the WebSocket is not
	 * wanted and closed
	 */
	public @Nullable WebSocketReceiver open(HttpRequest request, WebSocketLink link) {
		if (request.queryParameter("sid") == null) {
			EngineSession session = create(request, link);
			return WebSocketTransport.carrying(session, link);
		}
		EngineSession session = find(request);
		if (session != null && session.offerUpgrade(link)) {
			return WebSocketTransport.onTrial(session, link, this);
		}
		link.close(CloseReason.TRANSPORT_ERROR.status(), "");
		return null;
	}

	/**
	 * Sets the gate in front of new sessions. From any thread.
	 * @param guard the gate
	 */
	public void guard(HandshakeGuard guard) {
		this.guard = guard;
	}

	/**
	 * Returns the sessions there are. From any thread.
	 * @return a snapshot
	 */
	public Collection<EngineSession> sessions() {
		return List.copyOf(this.sessions.values());
	}

	/**
	 * Returns times and limits. From any thread.
	 * @return the settings
	 */
	public EngineSettings settings() {
		return this.settings;
	}

	/**
	 * Returns an id that nobody can guess. From any thread.
	 * @return 20 characters that need no encoding
	 */
	public String newId() {
		byte[] bytes = new byte[ID_BYTES];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * Ends all sessions.
	 */
	public void shutDown() {
		sessions().forEach((session) -> session.close(CloseReason.SERVER_SHUTTING_DOWN));
	}

	TaskLoop loop() {
		return this.loop;
	}

	void remove(EngineSession session) {
		this.sessions.remove(session.id(), session);
	}

	String openPacket(EngineSession session) {
		return "0{\"sid\":\"" + session.id() + "\",\"upgrades\":[" + (session.isWebSocket() ? "" : "\"websocket\"")
				+ "],\"pingInterval\":" + this.settings.pingInterval().toMillis() + ",\"pingTimeout\":"
				+ this.settings.pingTimeout().toMillis() + ",\"maxPayload\":" + this.settings.maxPayload() + "}";
	}

	private CompletionStage<HttpResponse> handshake(HttpRequest request) {
		Optional<HttpResponse> refusal = this.guard.refuse(request);
		if (refusal.isPresent()) {
			return CompletableFuture.completedFuture(refusal.get());
		}
		return create(request, null).poll();
	}

	private EngineSession create(HttpRequest request, @Nullable WebSocketLink link) {
		EngineSession session = new EngineSession(this, newId(), request);
		this.sessions.put(session.id(), session);
		session.start(this.acceptor.apply(session), link);
		return session;
	}

	private @Nullable EngineError check(HttpRequest request, String carrier) {
		String transport = request.queryParameter("transport");
		if (!POLLING.equals(transport) && !WEBSOCKET.equals(transport)) {
			return EngineError.UNKNOWN_TRANSPORT;
		}
		if (!"4".equals(request.queryParameter("EIO"))) {
			return EngineError.UNSUPPORTED_PROTOCOL_VERSION;
		}
		if (!carrier.equals(transport)) {
			return EngineError.BAD_REQUEST;
		}
		if (request.queryParameter("sid") == null) {
			return request.method().equals("GET") ? null : EngineError.BAD_HANDSHAKE_METHOD;
		}
		EngineSession session = find(request);
		if (session == null) {
			return EngineError.UNKNOWN_SID;
		}
		return (carrier.equals(POLLING) && session.isWebSocket()) ? EngineError.BAD_REQUEST : null;
	}

	private @Nullable EngineSession find(HttpRequest request) {
		String id = request.queryParameter("sid");
		return (id != null) ? this.sessions.get(id) : null;
	}

}
