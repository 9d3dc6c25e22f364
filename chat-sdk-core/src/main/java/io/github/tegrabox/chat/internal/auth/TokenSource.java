package io.github.tegrabox.chat.internal.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Source of JWTs, shared by the socket and by the operations that act as the user. It
 * keeps a token until shortly before that expires. Concurrent callers share one renewal,
 * and a failed renewal is not remembered.
 */
public interface TokenSource {

	/**
	 * Returns a source of a fixed JWT.
	 * @param token the JWT
	 * @return the source
	 */
	static TokenSource fixed(Token token) {
		return new FixedTokenSource(token);
	}

	/**
	 * Returns a source of JWTs that a provider issues. The provider is called on a thread
	 * that may block, by one caller at a time. A call that takes longer than 45 seconds
	 * counts as failed: its thread is interrupted, and a late answer is ignored.
	 * @param provider issues a JWT
	 * @param scheduler the scheduler on which the provider is called
	 * @param delay emits after a while, on a thread on which calls continue
	 * @return the source
	 */
	static TokenSource provided(Supplier<String> provider, Supplier<Scheduler> scheduler,
			Function<Duration, Mono<Long>> delay) {
		return new ProvidedTokenSource(provider, scheduler, delay, Clock.systemUTC());
	}

	/**
	 * Returns the current token, renewed first if it is about to expire.
	 * @return the token, or a {@link io.github.tegrabox.chat.error.ChatException} with
	 * the provider's exception as cause
	 */
	Mono<Token> current();

	/**
	 * Returns a token other than one that the server refused.
	 * @param refused the refused token
	 * @return a new token, or the current one if it is already another; or a
	 * {@link io.github.tegrabox.chat.error.ChatException}, also if there is no other
	 * token
	 */
	Mono<Token> renew(Token refused);

	/**
	 * Returns whether another token can be obtained: {@code false} for a fixed JWT.
	 * @return whether {@link #renew} can help
	 */
	boolean isRenewable();

	/**
	 * Returns the id of the tokens' user, if known without requesting a token.
	 * @return the id of the user, or {@code null} if unknown
	 */
	@Nullable String userId();

}
