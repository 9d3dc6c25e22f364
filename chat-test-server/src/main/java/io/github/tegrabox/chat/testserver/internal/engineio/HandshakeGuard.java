package io.github.tegrabox.chat.testserver.internal.engineio;

import java.util.Optional;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;

/**
 * Gate in front of new sessions. It sees the first polling request and the WebSocket
 * handshake of a session, not its later requests.
 */
@FunctionalInterface
public interface HandshakeGuard {

	/**
	 * Lets a handshake pass or answers it. On the loop.
	 * @param request the request that would open a session
	 * @return the refusal, or empty to let it pass
	 */
	Optional<HttpResponse> refuse(HttpRequest request);

}
