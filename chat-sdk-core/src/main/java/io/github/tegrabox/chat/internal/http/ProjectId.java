package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.Objects;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The project id of a client: looked up at the first use, once for all who wait for it,
 * also if the first of them gives up; kept for good, unless the look-up failed.
 */
final class ProjectId {

	private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

	private final Mono<String> lookUp;

	private volatile @Nullable String known;

	ProjectId(Mono<String> lookUp) {
		// Not on the thread of the first caller, whose interrupt would end it for all.
		this.lookUp = lookUp.subscribeOn(Schedulers.parallel())
			.doOnNext((id) -> this.known = id)
			.cache((id) -> FOREVER, (failure) -> Duration.ZERO, () -> Duration.ZERO);
	}

	@Nullable String known() {
		return this.known;
	}

	Mono<String> lookUp() {
		return this.lookUp.onErrorMap(ProjectId::ownFailure);
	}

	/**
	 * Each caller's own failure: one that waits notes in it where it did, so that a
	 * shared one would grow with the number of callers.
	 */
	private static Throwable ownFailure(Throwable shared) {
		if (shared instanceof ChatApiException refusal) {
			return ChatApiException.of(refusal.error());
		}
		return (shared instanceof ChatNetworkException)
				? new ChatNetworkException(Objects.requireNonNullElse(shared.getMessage(), ""), shared.getCause())
				: shared;
	}

}
