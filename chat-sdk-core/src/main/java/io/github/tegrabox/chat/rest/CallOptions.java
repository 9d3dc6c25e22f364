package io.github.tegrabox.chat.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Options for some calls, in place of the client's own settings. Not safe for use by
 * several threads.
 */
public final class CallOptions {

	/** Timers count no further. */
	static final Duration LONGEST = Duration.ofDays(36500);

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
	 * Creates a copy of other options.
	 * @param other the options to copy
	 */
	public CallOptions(CallOptions other) {
		this.responseTimeout = other.responseTimeout;
		this.maxAttempts = other.maxAttempts;
		this.headers.putAll(other.headers);
	}

	/**
	 * Sets how long one attempt may take until its response is complete. A shorter
	 * timeout of a connector of your own still applies.
	 * @param responseTimeout the timeout
	 * @return these options
	 * @throws IllegalArgumentException if it is not positive, or longer than a hundred
	 * years
	 */
	public CallOptions responseTimeout(Duration responseTimeout) {
		if (responseTimeout.isZero() || responseTimeout.isNegative()) {
			throw new IllegalArgumentException("responseTimeout must be positive, but is " + responseTimeout);
		}
		if (responseTimeout.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException(
					"responseTimeout must be at most " + LONGEST.toDays() + " days, but is " + responseTimeout);
		}
		this.responseTimeout = responseTimeout;
		return this;
	}

	/**
	 * Sets the maximum number of attempts, including the first one.
	 * @param maxAttempts the number, 1 for no retries
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
	 * Adds a header to each request. Replaces a header of the same name.
	 * @param name the name, which must not be one that the client sets itself, such as
	 * {@code Authorization}
	 * @param value the value, of visible ASCII characters and spaces
	 * @return these options
	 * @throws IllegalArgumentException if the name or the value is not allowed
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
	 * @return the timeout, {@code null} for the client's own
	 */
	public @Nullable Duration responseTimeout() {
		return this.responseTimeout;
	}

	/**
	 * Returns the maximum number of attempts, including the first one.
	 * @return the number, {@code null} for the client's own
	 */
	public @Nullable Integer maxAttempts() {
		return this.maxAttempts;
	}

	/**
	 * Returns the headers to add.
	 * @return an unmodifiable copy of the headers by name
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
