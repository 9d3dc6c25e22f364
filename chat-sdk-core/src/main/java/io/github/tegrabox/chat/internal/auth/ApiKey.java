package io.github.tegrabox.chat.internal.auth;

import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * API key that may change: asked for at each request. Shows itself to nobody, as any
 * {@link Secret}.
 */
public final class ApiKey {

	private final Supplier<@Nullable String> supplier;

	private volatile @Nullable Secret last;

	private ApiKey(Supplier<@Nullable String> supplier) {
		this.supplier = supplier;
	}

	/**
	 * A key that stays the same.
	 * @param value the value
	 * @return the key
	 * @throws IllegalArgumentException if no header can carry the value
	 */
	public static ApiKey fixed(String value) {
		Secret secret = Secret.of(value, "API key");
		ApiKey key = new ApiKey(secret::value);
		key.last = secret;
		return key;
	}

	/**
	 * A key that may change.
	 * @param supplier yields the value of the moment
	 * @return the key
	 */
	public static ApiKey supplied(Supplier<@Nullable String> supplier) {
		return new ApiKey(supplier);
	}

	/**
	 * Returns the key that was used last, without asking.
	 * @return the key, {@code null} if none has been
	 */
	public @Nullable Secret known() {
		return this.last;
	}

	/**
	 * Returns the key of the moment: the same instance as long as the value is the same.
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
