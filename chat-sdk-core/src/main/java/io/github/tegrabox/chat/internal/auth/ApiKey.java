package io.github.tegrabox.chat.internal.auth;

import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * API key that may change and is therefore read for each request. Masked everywhere, like
 * any {@link Secret}.
 */
public final class ApiKey {

	private final Supplier<@Nullable String> supplier;

	private volatile @Nullable Secret last;

	private ApiKey(Supplier<@Nullable String> supplier) {
		this.supplier = supplier;
	}

	/**
	 * Creates a key that stays the same.
	 * @param value the value
	 * @return the key
	 * @throws IllegalArgumentException if the value cannot be sent in a header
	 */
	public static ApiKey fixed(String value) {
		Secret secret = Secret.of(value, "API key");
		ApiKey key = new ApiKey(secret::value);
		key.last = secret;
		return key;
	}

	/**
	 * Creates a key that may change.
	 * @param supplier returns the current value
	 * @return the key
	 */
	public static ApiKey supplied(Supplier<@Nullable String> supplier) {
		return new ApiKey(supplier);
	}

	/**
	 * Returns the key that was used last, without calling the supplier.
	 * @return the key, or {@code null} if none was used yet
	 */
	public @Nullable Secret known() {
		return this.last;
	}

	/**
	 * Returns the current key: the same instance as long as the value is the same.
	 * @return the key
	 * @throws ChatException if there is none, or the supplier fails
	 */
	public Secret current() {
		Secret known = this.last;
		String value;
		try {
			value = this.supplier.get();
		}
		catch (RuntimeException ex) {
			throw new ChatException("The supplier of the API key failed", ex);
		}
		if (value == null || value.isBlank()) {
			throw new ChatException("The supplier of the API key has none");
		}
		if (known != null && known.value().equals(value.strip())) {
			return known;
		}
		try {
			Secret secret = Secret.of(value, "API key");
			this.last = secret;
			return secret;
		}
		catch (IllegalArgumentException ex) {
			throw new ChatException(String.valueOf(ex.getMessage()));
		}
	}

}
