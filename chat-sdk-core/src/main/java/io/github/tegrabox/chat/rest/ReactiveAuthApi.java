package io.github.tegrabox.chat.rest;

import reactor.core.publisher.Mono;

import io.github.tegrabox.chat.model.AuthInfo;

/**
 * Reactive verification of tokens by the server. Nothing is sent before subscription.
 * Signals arrive on the HTTP client's threads, which must not be blocked.
 * <p>
 * Failures arrive as a {@link io.github.tegrabox.chat.error.ChatException}, a missing
 * credential as an {@link IllegalStateException}. A method throws an
 * {@link IllegalArgumentException} at once if an argument is blank or cannot be sent.
 */
public interface ReactiveAuthApi {

	/**
	 * Verifies the client's own JWT. Wire operation: {@code auth.verify}.
	 * @return what the server knows about it
	 */
	Mono<AuthInfo> verify();

	/**
	 * Verifies a JWT. Wire operation: {@code auth.verify}.
	 * @param jwt the token
	 * @return what the server knows about it
	 */
	Mono<AuthInfo> verify(String jwt);

}
