package io.github.tegrabox.chat.rest;

import io.github.tegrabox.chat.model.AuthInfo;

/**
 * Verification of tokens by the server, blocking. Every operation waits for its answer,
 * is safe on virtual threads, and throws a
 * {@link io.github.tegrabox.chat.error.ChatException} when it fails; an interrupt ends it
 * with one, the flag kept. Called on a Reactor thread it throws an
 * {@link IllegalStateException}: there, use {@link ReactiveAuthApi}.
 */
public interface AuthApi {

	/**
	 * Verifies the client's own JWT. Wire operation: {@code auth.verify}.
	 * @return what the server knows of it
	 */
	AuthInfo verify();

	/**
	 * Verifies a JWT. Wire operation: {@code auth.verify}.
	 * @param jwt the token
	 * @return what the server knows of it
	 */
	AuthInfo verify(String jwt);

}
