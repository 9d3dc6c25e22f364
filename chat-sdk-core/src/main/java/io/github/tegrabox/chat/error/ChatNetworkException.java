package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * No usable response: refused, timed out, cut, or failed in TLS or DNS.
 * {@link #isOutcomeUnknown()} tells whether a write may have been applied.
 */
public final class ChatNetworkException extends ChatException {

	/**
	 * Creates an exception.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
	 */
	public ChatNetworkException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/**
	 * Creates an exception that says whether a write may have taken effect.
	 * @param message what happened, for a person
	 * @param cause what brought it about, if anything did
	 * @param outcomeUnknown whether a write may have taken effect although it failed
	 */
	public ChatNetworkException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
		super(message, cause, outcomeUnknown);
	}

}
