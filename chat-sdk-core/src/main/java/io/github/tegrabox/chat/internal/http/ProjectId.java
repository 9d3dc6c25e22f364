package io.github.tegrabox.chat.internal.http;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The project id of a client: looked up at the first use, once for all who wait for it,
 * also if the first of them gives up; kept for good, unless the look-up failed.
 */
final class ProjectId {

	private final AtomicReference<@Nullable Mono<String>> underWay = new AtomicReference<>();

	private volatile @Nullable String known;

	/**
	 * The id, looked up if need be.
	 * @param how looks it up, unless that is under way already
	 * @param scheduler where it is looked up
	 */
	Mono<String> lookUp(Mono<String> how, Scheduler scheduler) {
		return Mono.defer(() -> {
			String id = this.known;
			return (id != null) ? Mono.just(id) : shared(how, scheduler).onErrorMap(ProjectId::ownFailure);
		});
	}

	private Mono<String> shared(Mono<String> how, Scheduler scheduler) {
		// Not on the thread of the first caller, whose interrupt would end it for all.
		return this.underWay.updateAndGet((current) -> (current != null) ? current
				: how.subscribeOn(scheduler)
					.doOnNext((id) -> this.known = id)
					.doOnTerminate(() -> this.underWay.set(null))
					.cache());
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
