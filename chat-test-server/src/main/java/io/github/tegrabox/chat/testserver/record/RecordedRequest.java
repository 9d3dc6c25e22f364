package io.github.tegrabox.chat.testserver.record;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that the Chat API received, and the status of its response.
 *
 * @param operation the name of the operation, as in {@code messages.list}, or
 * {@code null} if the request belongs to none
 * @param method the method
 * @param path the path as it was sent, percent-encoded
 * @param query the decoded parameters of the query
 * @param headers the headers, including credentials; names are case-insensitive
 * @param body the body as text, decoded as UTF-8
 * @param status the status of the response, or 0 if the connection was cut instead
 */
public record RecordedRequest(@Nullable String operation, String method, String path, Map<String, List<String>> query,
		Map<String, List<String>> headers, String body, int status) {

	/**
	 * Returns the first value of a header.
	 * @param name the name, in any case
	 * @return the value, or {@code null} if there is no such header
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * Returns method, path and status only, because the rest may contain credentials.
	 */
	@Override
	public String toString() {
		return this.method + " " + this.path + " -> " + this.status;
	}

}
