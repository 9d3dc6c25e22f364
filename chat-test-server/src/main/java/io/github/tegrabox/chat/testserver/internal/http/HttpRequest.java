package io.github.tegrabox.chat.testserver.internal.http;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A received HTTP request. Immutable as long as nobody writes into {@link #body()}.
 *
 * @param method the method in capitals; {@code HEAD} arrives as {@code GET}
 * @param path the path as it was sent, still percent-encoded, without the query
 * @param query the decoded query parameters
 * @param headers the header fields
 * @param body the complete body itself, empty if there is none
 * @param remoteAddress the client's address
 */
@SuppressWarnings("ArrayRecordComponent") // Requests are not compared.
public record HttpRequest(String method, String path, Map<String, List<String>> query, HttpHeaders headers, byte[] body,
		InetSocketAddress remoteAddress) {

	/**
	 * Copies the parameters.
	 */
	public HttpRequest {
		query = Map.copyOf(query);
	}

	/**
	 * Returns the first value of a query parameter.
	 * @param name the parameter's name
	 * @return the decoded value, or {@code null} if it is not there
	 */
	public @Nullable String queryParameter(String name) {
		List<String> values = this.query.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

	/**
	 * Returns the body as UTF-8 text.
	 * @return the body, malformed bytes replaced
	 */
	public String bodyText() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Returns method and path only: query and headers may hold credentials.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
