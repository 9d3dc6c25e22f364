package io.github.tegrabox.chat.internal.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Source of JWTs that a provider issues.
 */
final class ProvidedTokenSource implements TokenSource {

	private static final Duration MAX_MARGIN = Duration.ofSeconds(30);

	/**
	 * How long the provider may take: a little more than three attempts of a call with
	 * the default time-outs of this library.
	 */
	private static final Duration LIMIT = Duration.ofSeconds(45);

	/**
	 * The most calls of the provider that may hang at the same time, each on a thread of
	 * its own.
	 */
	private static final int MAX_HANGING = 3;

	/**
	 * A token with a short life is renewed when one fifth of its life is left.
	 */
	private static final int MARGIN_DIVISOR = 5;

	private final Supplier<String> provider;

	private final Supplier<Scheduler> scheduler;

	private final Function<Duration, Mono<Long>> delay;

	private final Clock clock;

	private final AtomicInteger calls = new AtomicInteger();

	private final AtomicReference<@Nullable Mono<Token>> renewal = new AtomicReference<>();

	private volatile @Nullable Held held;

	ProvidedTokenSource(Supplier<String> provider, Supplier<Scheduler> scheduler, Function<Duration, Mono<Long>> delay,
			Clock clock) {
		this.provider = provider;
		this.scheduler = scheduler;
		this.delay = delay;
		this.clock = clock;
	}

	@Override
	public Mono<Token> current() {
		return Mono.defer(() -> {
			Held current = this.held;
			return (current != null && isFresh(current)) ? Mono.just(current.token()) : renewal();
		});
	}

	@Override
	public Mono<Token> renew(Token refused) {
		return Mono.defer(() -> {
			Held current = this.held;
			if (current != null && isFresh(current) && !isSame(current.token(), refused)) {
				return Mono.just(current.token());
			}
			return renewal().flatMap((token) -> isSame(token, refused)
					? Mono.error(new ChatException("The token provider issued the same token that was refused"))
					: Mono.just(token));
		});
	}

	@Override
	public boolean isRenewable() {
		return true;
	}

	@Override
	public @Nullable String userId() {
		Held current = this.held;
		return (current != null) ? current.token().userId() : null;
	}

	private boolean isFresh(Held current) {
		return current.renewAt() == null || this.clock.instant().isBefore(current.renewAt());
	}

	private static boolean isSame(Token token, Token other) {
		return token.value().equals(other.value());
	}

	/**
	 * Returns the renewal that is under way, or a new one. It continues when a caller
	 * cancels, since others may have joined, but not after the time limit: then the
	 * provider is interrupted, and a late answer is ignored.
	 */
	private Mono<Token> renewal() {
		return this.renewal.updateAndGet((current) -> (current != null) ? current
				: Mono.fromCallable(this::ask)
					.subscribeOn(this.scheduler.get())
					// As a value, a failure that comes too late is dropped without a log
					// entry.
					.materialize()
					.timeout(this.delay.apply(LIMIT), Mono.error(ProvidedTokenSource::tooLate))
					.<Token>dematerialize()
					.doOnNext(this::hold)
					.doOnTerminate(() -> this.renewal.set(null))
					.cache());
	}

	private static ChatException tooLate() {
		return new ChatException("The token provider gave no answer within " + LIMIT.toSeconds() + " s");
	}

	private void hold(Token token) {
		this.held = new Held(token, renewAt(token));
	}

	private Token ask() {
		try {
			if (this.calls.incrementAndGet() > MAX_HANGING) {
				throw new ChatException(MAX_HANGING + " calls of the token provider hang");
			}
			return Token.of(this.provider.get());
		}
		catch (ChatException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			// Errors, too: Reactor would rethrow some, and the callers would not hear of
			// it.
			throw new ChatException("The token provider failed", ex);
		}
		finally {
			this.calls.decrementAndGet();
		}
	}

	private @Nullable Instant renewAt(Token token) {
		if (token.expiresAt() == null || !token.expiresAt().isAfter(this.clock.instant())) {
			// It had expired when it was issued, so the clocks differ; the server's clock
			// counts.
			return null;
		}
		Duration margin = Duration.between(this.clock.instant(), token.expiresAt()).dividedBy(MARGIN_DIVISOR);
		return token.expiresAt().minus((margin.compareTo(MAX_MARGIN) < 0) ? margin : MAX_MARGIN);
	}

	@Override
	public String toString() {
		return "provided token";
	}

	private record Held(Token token, @Nullable Instant renewAt) {

	}

}
