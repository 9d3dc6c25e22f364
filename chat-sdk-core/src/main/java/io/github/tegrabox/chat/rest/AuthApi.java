package io.github.tegrabox.chat.rest;

import io.github.tegrabox.chat.model.AuthInfo;

/**
 * Blocking verification of tokens by the server. Each operation waits for its response
 * and is safe on virtual threads.
 * <p>
 * An operation throws a {@link io.github.tegrabox.chat.error.ChatException} when it
 * fails, also when the thread is interrupted; the interrupt flag then stays set. It
 * throws an {@link IllegalArgumentException} if an argument is blank or cannot be sent,
 * and an {@link IllegalStateException} if the client lacks the credential, or on a
 * Reactor thread: use {@link ReactiveAuthApi} there.
 */
public interface AuthApi {

	/**
	 * Verifies the client's own JWT. Wire operation: {@code auth.verify}.
	 * @return what the server knows about it
	 */
	AuthInfo verify();

	/**
	 * Verifies a JWT. Wire operation: {@code auth.verify}.
	 * @param jwt the token
	 * @return what the server knows about it
	 */
	AuthInfo verify(String jwt);

}
