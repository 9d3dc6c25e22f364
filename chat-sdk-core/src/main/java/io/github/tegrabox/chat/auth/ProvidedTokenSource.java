package io.github.tegrabox.chat.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Source of the JWTs that a provider issues.
 */
final class ProvidedTokenSource implements TokenSource {

	private static final Duration MAX_MARGIN = Duration.ofSeconds(30);

	/**
	 * The part of a short life, one in so many, that is given up rather than risked.
	 */
	private static final int MARGIN_DIVISOR = 5;

	private final Supplier<String> provider;

	private final Supplier<Scheduler> scheduler;

	private final Clock clock;

	private final AtomicReference<@Nullable Mono<Token>> renewal = new AtomicReference<>();

	private volatile @Nullable Held held;

	ProvidedTokenSource(Supplier<String> provider, Supplier<Scheduler> scheduler, Clock clock) {
		this.provider = provider;
		this.scheduler = scheduler;
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

	private boolean isFresh(Held current) {
		return current.renewAt() == null || this.clock.instant().isBefore(current.renewAt());
	}

	private static boolean isSame(Token token, Token other) {
		return token.value().equals(other.value());
	}

	/**
	 * The renewal that is under way, or a new one. It goes on when its callers cancel,
	 * since others may have joined.
	 */
	private Mono<Token> renewal() {
		Mono<Token> current = this.renewal.get();
		while (current == null) {
			Mono<Token> own = Mono.fromCallable(this::issue)
				.subscribeOn(this.scheduler.get())
				.doOnTerminate(() -> this.renewal.set(null))
				.cache();
			if (this.renewal.compareAndSet(null, own)) {
				return own;
			}
			current = this.renewal.get();
		}
		return current;
	}

	private Token issue() {
		Token token = ask();
		this.held = new Held(token, renewAt(token));
		return token;
	}

	private Token ask() {
		try {
			return Token.of(this.provider.get());
		}
		catch (ChatException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new ChatException("The token provider failed", ex);
		}
	}

	private @Nullable Instant renewAt(Token token) {
		if (token.expiresAt() == null) {
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
