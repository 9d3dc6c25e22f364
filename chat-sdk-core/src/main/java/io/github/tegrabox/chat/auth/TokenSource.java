package io.github.tegrabox.chat.auth;

import reactor.core.publisher.Mono;

/**
 * Where the JWT comes from, shared by the socket and by the operations that act as the
 * user. Holds a token until it is about to expire; concurrent callers share one renewal;
 * a failed renewal is not kept.
 */
public interface TokenSource {

	/**
	 * The current token, renewed first if it is about to expire.
	 * @return the token; or the error with which the provider failed
	 */
	Mono<Token> current();

	/**
	 * A token other than one that was refused.
	 * @param refused the token that the server refused
	 * @return the new token, or the current one if it is another already; or the error
	 * with which the provider failed
	 */
	Mono<Token> renew(Token refused);

	/**
	 * Returns whether another token can be had at all: {@code false} for a fixed JWT.
	 * @return whether {@link #renew} can help
	 */
	boolean isRenewable();

}
