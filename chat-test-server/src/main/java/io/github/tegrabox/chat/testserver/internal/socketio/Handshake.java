package io.github.tegrabox.chat.testserver.internal.socketio;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import tools.jackson.databind.JsonNode;

/**
 * What a client said when it connected.
 *
 * @param auth the {@code auth} payload, an empty object if there was none
 * @param request the HTTP request that opened the connection
 */
public record Handshake(JsonNode auth, HttpRequest request) {

	/**
	 * Returns the request only: the payload is a credential.
	 */
	@Override
	public String toString() {
		return this.request.toString();
	}

}
