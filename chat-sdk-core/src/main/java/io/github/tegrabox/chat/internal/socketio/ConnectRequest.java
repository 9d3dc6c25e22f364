package io.github.tegrabox.chat.internal.socketio;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.wire.CredentialForm;
import io.github.tegrabox.chat.wire.SocketAuth;
import io.github.tegrabox.chat.wire.SocketAuth.Place;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * Where a connection goes, as whom, and how the server wants to be told.
 *
 * @param url the server; only scheme, host and port matter
 * @param path the path of Socket.IO on the server
 * @param transports the transports in the order in which they are tried
 * @param token the credential
 * @param connectTimeout how long the way to the namespace may take
 * @param wire what says where the credential goes and which namespace is entered
 */
public record ConnectRequest(URI url, String path, List<String> transports, Token token, Duration connectTimeout,
		WireSettings wire) {

	/**
	 * Request to a server that speaks as the hosted one does.
	 * @param url the server; only scheme, host and port matter
	 * @param path the path of Socket.IO on the server
	 * @param transports the transports in the order in which they are tried
	 * @param token the credential
	 * @param connectTimeout how long the way to the namespace may take
	 */
	public ConnectRequest(URI url, String path, List<String> transports, Token token, Duration connectTimeout) {
		this(url, path, transports, token, connectTimeout, WireSettings.defaults());
	}

	/**
	 * The namespace to enter.
	 * @return the namespace, beginning with a slash
	 */
	public String namespace() {
		return this.wire.connectNamespace();
	}

	/**
	 * What the packet that enters the namespace carries.
	 * @return the payload; empty for none
	 */
	public Map<String, String> authPayload() {
		return isAt(Place.AUTH) ? Map.of(this.wire.socketAuth().name(), this.token.value()) : Map.of();
	}

	/**
	 * What the query of the handshake carries besides Engine.IO's own parameters.
	 * @return parameters; empty for none
	 */
	public Map<String, String> query() {
		return isAt(Place.QUERY) ? Map.of(this.wire.socketAuth().name(), this.token.value()) : Map.of();
	}

	/**
	 * The same, as it stands in an address.
	 * @return the parameters, encoded; empty for none
	 */
	public String queryString() {
		return query().entrySet()
			.stream()
			.map((entry) -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	/**
	 * What the requests of the handshake carry in headers: the credential in the form
	 * that REST requests have where the header is theirs.
	 * @return headers; empty for none
	 */
	public Map<String, String> headers() {
		if (!isAt(Place.HEADER)) {
			return Map.of();
		}
		SocketAuth auth = this.wire.socketAuth();
		CredentialForm rest = this.wire.jwt();
		boolean shared = auth.name().equalsIgnoreCase(rest.header());
		return Map.of(auth.name(), shared ? rest.value(this.token.value()) : this.token.value());
	}

	private boolean isAt(Place place) {
		return this.wire.socketAuth().place() == place;
	}

}
