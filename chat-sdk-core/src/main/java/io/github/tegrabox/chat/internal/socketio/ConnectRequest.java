package io.github.tegrabox.chat.internal.socketio;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.net.UserAgent;
import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.internal.wire.SocketAuth;
import io.github.tegrabox.chat.internal.wire.SocketAuth.Place;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * Where to connect, with which credential, and how to present it.
 *
 * @param url the server; only scheme, host and port matter
 * @param path the path of Socket.IO on the server
 * @param transports the transports in the order in which they are tried
 * @param token the credential
 * @param connectTimeout how long entering the namespace may take in all
 * @param wire the settings that say where the credential goes and which namespace to
 * enter
 * @param maxEventSize the most characters or bytes of an event
 */
public record ConnectRequest(URI url, String path, List<String> transports, Token token, Duration connectTimeout,
		WireSettings wire, int maxEventSize) {

	/**
	 * Returns whether the connection begins as a WebSocket.
	 * @return whether it does
	 */
	public boolean isWebSocket() {
		return this.transports.get(0).equals("websocket");
	}

	/**
	 * Returns the address of the WebSocket.
	 * @return the address, {@code ws} or {@code wss}
	 */
	public URI webSocketAddress() {
		String slash = this.path.endsWith("/") ? "" : "/";
		String further = queryString();
		return URI.create(this.url.getScheme().replaceFirst("^http", "ws") + "://" + this.url.getRawAuthority()
				+ this.path + slash + "?EIO=4&transport=websocket" + (further.isEmpty() ? "" : '&' + further));
	}

	/**
	 * Returns the namespace to enter.
	 * @return the namespace, beginning with a slash
	 */
	public String namespace() {
		return this.wire.connectNamespace();
	}

	/**
	 * Returns the payload of the packet that enters the namespace.
	 * @return the payload; empty for none
	 */
	public Map<String, String> authPayload() {
		return isAt(Place.AUTH) ? Map.of(auth().name(), this.token.value()) : Map.of();
	}

	/**
	 * Returns the query parameters of the handshake besides Engine.IO's own.
	 * @return the parameters, encoded; empty for none
	 */
	public String queryString() {
		return isAt(Place.QUERY) ? auth().name() + '=' + URLEncoder.encode(this.token.value(), StandardCharsets.UTF_8)
				: "";
	}

	/**
	 * Returns the headers of the handshake requests: the user agent, and the credential
	 * if it goes into a header. In the header that REST requests use, it has the same
	 * form as there.
	 * @return the headers by name
	 */
	public Map<String, String> headers() {
		if (!isAt(Place.HEADER)) {
			return Map.of("User-Agent", UserAgent.VALUE);
		}
		SocketAuth auth = auth();
		CredentialForm rest = CredentialForm.ofToken(this.wire.jwt());
		boolean shared = auth.name().equalsIgnoreCase(rest.header());
		return Map.of("User-Agent", UserAgent.VALUE, auth.name(),
				shared ? rest.value(this.token.value()) : this.token.value());
	}

	private boolean isAt(Place place) {
		return auth().place() == place;
	}

	private SocketAuth auth() {
		return SocketAuth.parse(this.wire.socketAuth());
	}

}
