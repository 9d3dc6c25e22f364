package io.github.tegrabox.chat.spring.token;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

import io.github.tegrabox.chat.model.TokenResponse;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What the token endpoint remembers of one user: the chat user's id, when tokens were
 * issued, and the last token for as long as it may be repeated. Safe for use by several
 * threads. Times are those of {@link System#nanoTime()}.
 */
final class KnownUser {

	private static final long WINDOW = Duration.ofMinutes(1).toNanos();

	private @Nullable String userId;

	private final Deque<Long> mints = new ArrayDeque<>(2);

	private @Nullable Mono<TokenResponse> latest;

	private long latestUntil;

	synchronized @Nullable String userId() {
		return this.userId;
	}

	synchronized void userId(String userId) {
		this.userId = userId;
	}

	/**
	 * Forgets the chat user's id, unless it has changed meanwhile.
	 */
	synchronized void forget(String userId) {
		if (userId.equals(this.userId)) {
			this.userId = null;
		}
	}

	/**
	 * Counts a token that is about to be minted.
	 * @param now the current time
	 * @param limit the number of tokens per minute, 0 for no limit
	 * @return how long to wait instead, or {@code null} if the token may be minted
	 */
	synchronized @Nullable Duration mint(long now, int limit) {
		if (limit == 0) {
			return null;
		}
		Long oldest = this.mints.peekFirst();
		while (oldest != null && now - oldest >= WINDOW) {
			this.mints.removeFirst();
			oldest = this.mints.peekFirst();
		}
		if (oldest != null && this.mints.size() >= limit) {
			return Duration.ofNanos(WINDOW - (now - oldest));
		}
		this.mints.addLast(now);
		return null;
	}

	/**
	 * Takes back the count of a token that was not minted.
	 */
	synchronized void notMinted(long at) {
		this.mints.removeLastOccurrence(at);
	}

	/**
	 * Returns the last token or the one being minted, if it may be repeated, or a new
	 * one.
	 * @param now the current time
	 * @param until until when a newly minted one may be repeated
	 * @param minting mints another one
	 * @return the token, shared by all callers
	 */
	synchronized Mono<TokenResponse> repeat(long now, long until, Supplier<Mono<TokenResponse>> minting) {
		Mono<TokenResponse> current = this.latest;
		if (current == null || now - this.latestUntil >= 0) {
			current = minting.get();
			this.latest = current;
			this.latestUntil = until;
		}
		return current;
	}

	/**
	 * Keeps a token for callers that come soon.
	 */
	synchronized void keep(Mono<TokenResponse> token, long until) {
		this.latest = token;
		this.latestUntil = until;
	}

	synchronized void shorten(@Nullable Mono<TokenResponse> token, long until) {
		if (this.latest == token && until - this.latestUntil < 0) {
			this.latestUntil = until;
		}
	}

	synchronized void drop(@Nullable Mono<TokenResponse> token) {
		if (token == null || this.latest == token) {
			this.latest = null;
		}
	}

}
