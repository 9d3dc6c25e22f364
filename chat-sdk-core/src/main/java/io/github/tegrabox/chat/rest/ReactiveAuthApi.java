package io.github.tegrabox.chat.rest;

import reactor.core.publisher.Mono;

import io.github.tegrabox.chat.model.AuthInfo;

/**
 * Verification of tokens by the server, as {@link Mono}. Nothing is sent before
 * subscription; errors arrive as a {@link io.github.tegrabox.chat.error.ChatException}.
 * Signals arrive on the HTTP client's threads, which must not be blocked.
 */
public interface ReactiveAuthApi {

	/**
	 * Verifies the client's own JWT. Wire operation: {@code auth.verify}.
	 * @return what the server knows of it
	 */
	Mono<AuthInfo> verify();

	/**
	 * Verifies a JWT. Wire operation: {@code auth.verify}.
	 * @param jwt the token
	 * @return what the server knows of it
	 */
	Mono<AuthInfo> verify(String jwt);

}
