package io.github.tegrabox.chat.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Options of some calls, in place of the client's own settings. Not safe for use by
 * several threads.
 */
public final class CallOptions {

	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Pattern VALUE = Pattern.compile("[ -~]*");

	/**
	 * Those that the client sets itself, one credential among them.
	 */
	private static final Set<String> OWN = Set.of("authorization", "proxy-authorization", "host", "content-length",
			"content-type", "transfer-encoding", "accept", "accept-encoding", "connection");

	private @Nullable Duration responseTimeout;

	private @Nullable Integer maxAttempts;

	private final Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Creates options that change nothing.
	 */
	public CallOptions() {
	}

	/**
	 * Creates options like others.
	 * @param other the others
	 */
	public CallOptions(CallOptions other) {
		this.responseTimeout = other.responseTimeout;
		this.maxAttempts = other.maxAttempts;
		this.headers.putAll(other.headers);
	}

	/**
	 * Sets how long one attempt may take until its answer is complete. A connector of
	 * your own may have a shorter time-out, which stays.
	 * @param responseTimeout the value
	 * @return these options
	 * @throws IllegalArgumentException if it is not positive
	 */
	public CallOptions responseTimeout(Duration responseTimeout) {
		if (responseTimeout.isZero() || responseTimeout.isNegative()) {
			throw new IllegalArgumentException("responseTimeout must be positive, but is " + responseTimeout);
		}
		this.responseTimeout = responseTimeout;
		return this;
	}

	/**
	 * Sets the number of attempts in all, 1 for no repetition.
	 * @param maxAttempts the value
	 * @return these options
	 * @throws IllegalArgumentException if it is below 1
	 */
	public CallOptions maxAttempts(int maxAttempts) {
		if (maxAttempts < 1) {
			throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
		}
		this.maxAttempts = maxAttempts;
		return this;
	}

	/**
	 * Adds a header to each request, in place of one of the same name.
	 * @param name the name; none that the client sets itself, such as
	 * {@code Authorization}
	 * @param value the value, visible ASCII characters and blanks
	 * @return these options
	 * @throws IllegalArgumentException if no header can be like that
	 */
	public CallOptions header(String name, String value) {
		if (!NAME.matcher(name).matches() || OWN.contains(name.toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException("The header '" + name + "' cannot be set here");
		}
		if (!VALUE.matcher(value).matches()) {
			throw new IllegalArgumentException("The value of the header '" + name + "' is not allowed in a header");
		}
		this.headers.put(name, value);
		return this;
	}

	/**
	 * Returns how long one attempt may take.
	 * @return the time, {@code null} for the client's
	 */
	public @Nullable Duration responseTimeout() {
		return this.responseTimeout;
	}

	/**
	 * Returns the number of attempts in all.
	 * @return the number, {@code null} for the client's
	 */
	public @Nullable Integer maxAttempts() {
		return this.maxAttempts;
	}

	/**
	 * Returns the headers to add.
	 * @return the headers by name; unmodifiable
	 */
	public Map<String, String> headers() {
		return Map.copyOf(this.headers);
	}

	@Override
	public String toString() {
		return "CallOptions[responseTimeout=" + this.responseTimeout + ", maxAttempts=" + this.maxAttempts
				+ ", headers=" + this.headers.keySet() + ']';
	}

}
