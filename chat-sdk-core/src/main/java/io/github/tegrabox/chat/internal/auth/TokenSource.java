package io.github.tegrabox.chat.internal.auth;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Where the JWT comes from, shared by the socket and by the operations that act as the
 * user. Holds a token until it is about to expire; concurrent callers share one renewal;
 * a failed renewal is not kept.
 */
public interface TokenSource {

	/**
	 * A source of one fixed JWT.
	 * @param token the JWT
	 * @return the source
	 */
	static TokenSource fixed(Token token) {
		return new FixedTokenSource(token);
	}

	/**
	 * A source of the JWTs that a provider issues. The provider is called on a thread
	 * that may block, by one caller at a time. A call that takes longer than 45 seconds
	 * has failed: its thread is interrupted, and what it still answers is ignored.
	 * @param provider issues a JWT
	 * @param scheduler where the provider is called
	 * @param delay emits after a while, on a thread on which calls go on
	 * @return the source
	 */
	static TokenSource provided(Supplier<String> provider, Supplier<Scheduler> scheduler,
			Function<Duration, Mono<Long>> delay) {
		return new ProvidedTokenSource(provider, scheduler, delay, Clock.systemUTC());
	}

	/**
	 * The current token, renewed first if it is about to expire.
	 * @return the token; or a {@link io.github.tegrabox.chat.error.ChatException} whose
	 * cause is the provider's
	 */
	Mono<Token> current();

	/**
	 * A token other than one that was refused.
	 * @param refused the token that the server refused
	 * @return the new token, or the current one if it is another already; or a
	 * {@link io.github.tegrabox.chat.error.ChatException}, also if there is no other
	 */
	Mono<Token> renew(Token refused);

	/**
	 * Returns whether another token can be had at all: {@code false} for a fixed JWT.
	 * @return whether {@link #renew} can help
	 */
	boolean isRenewable();

	/**
	 * Returns who the tokens are of, as far as it is known without asking for one.
	 * @return the id of the user, or {@code null} if it is not known
	 */
	@Nullable String userId();

}
