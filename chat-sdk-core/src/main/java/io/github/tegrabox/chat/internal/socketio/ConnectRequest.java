package io.github.tegrabox.chat.internal.socketio;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.internal.auth.Token;

/**
 * Connection to be made.
 *
 * @param url the origin
 * @param path the path of the Socket.IO endpoint
 * @param transports the transports in the order of trying
 * @param token the credential of the {@code auth} payload
 * @param connectTimeout how long the whole handshake may take
 */
public record ConnectRequest(URI url, String path, List<String> transports, Token token, Duration connectTimeout) {

}
