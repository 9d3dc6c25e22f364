package io.github.tegrabox.chat.testserver.internal.http;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A received HTTP request. Immutable as long as nobody writes into {@link #body()}.
 */
public final class HttpRequest {

	private final String method;

	private final String path;

	private final Map<String, List<String>> query;

	private final HttpHeaders headers;

	private final byte[] body;

	private final InetSocketAddress remoteAddress;

	/**
	 * Creates a request.
	 * @param method the method in capitals; {@code HEAD} arrives as {@code GET}
	 * @param path the path as it was sent, still percent-encoded, without the query
	 * @param query the decoded query parameters
	 * @param headers the header fields
	 * @param body the complete body, empty if there is none
	 * @param remoteAddress the client's address
	 */
	public HttpRequest(String method, String path, Map<String, List<String>> query, HttpHeaders headers, byte[] body,
			InetSocketAddress remoteAddress) {
		this.method = Objects.requireNonNull(method);
		this.path = Objects.requireNonNull(path);
		this.query = Map.copyOf(query);
		this.headers = Objects.requireNonNull(headers);
		this.body = Objects.requireNonNull(body);
		this.remoteAddress = Objects.requireNonNull(remoteAddress);
	}

	/**
	 * Returns the method.
	 * @return the method in capitals
	 */
	public String method() {
		return this.method;
	}

	/**
	 * Returns the raw path.
	 * @return the path, still percent-encoded, without the query
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Returns the decoded query parameters.
	 * @return the values by name
	 */
	public Map<String, List<String>> query() {
		return this.query;
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
	 * Returns the header fields.
	 * @return the headers
	 */
	public HttpHeaders headers() {
		return this.headers;
	}

	/**
	 * Returns the body.
	 * @return the body itself, not a copy
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Returns the body as UTF-8 text.
	 * @return the body, malformed bytes replaced
	 */
	public String bodyText() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Returns the client's address.
	 * @return address and port
	 */
	public InetSocketAddress remoteAddress() {
		return this.remoteAddress;
	}

	/**
	 * Returns method and path only: query and headers may hold credentials.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path;
	}

}
