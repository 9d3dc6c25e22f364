package io.github.tegrabox.chat.error;

import org.jspecify.annotations.Nullable;

/**
 * No usable response: refused, timed out, cut, or failed in TLS or DNS. Whether a write
 * was applied is unknown unless the message says that nothing was sent.
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

}
