package io.github.tegrabox.chat.internal.http;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The project id of a client. Looked up at first use, once for all callers that wait for
 * it, even if the first gives up; kept for good, unless the look-up fails.
 */
final class ProjectId {

	private final AtomicReference<@Nullable Mono<String>> underWay = new AtomicReference<>();

	private volatile @Nullable String known;

	/**
	 * Returns the id, which is looked up if necessary.
	 * @param how looks the id up, unless a look-up is under way
	 * @param scheduler the scheduler of the look-up
	 */
	Mono<String> lookUp(Mono<String> how, Scheduler scheduler) {
		return Mono.defer(() -> {
			String id = this.known;
			return (id != null) ? Mono.just(id) : shared(how, scheduler).onErrorMap(ProjectId::ownFailure);
		});
	}

	private Mono<String> shared(Mono<String> how, Scheduler scheduler) {
		// Not on the first caller's thread: its interrupt would end the look-up for all.
		return this.underWay.updateAndGet((current) -> (current != null) ? current
				: how.subscribeOn(scheduler)
					.doOnNext((id) -> this.known = id)
					.doOnTerminate(() -> this.underWay.set(null))
					.cache());
	}

	/**
	 * Returns a separate failure for each caller: a caller that blocks adds its own stack
	 * trace to the exception, so a shared one would grow with each caller.
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
