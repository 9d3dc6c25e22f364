package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import io.github.tegrabox.chat.error.ChatRateLimitException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.internal.net.Backoff;
import io.github.tegrabox.chat.rest.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * Decides which failures are retried, and after which pause.
 */
final class RetryPolicy {

	/**
	 * Returns a random number from 0 to a bound, inclusive.
	 */
	static final LongUnaryOperator JITTER = (bound) -> ThreadLocalRandom.current().nextLong(bound + 1);

	private final RetrySettings settings;

	private final LongUnaryOperator jitter;

	RetryPolicy(RetrySettings settings, LongUnaryOperator jitter) {
		this.settings = settings;
		this.jitter = jitter;
	}

	/**
	 * Returns the pause before the next attempt.
	 * @param failure the failure of the last attempt
	 * @param operation the operation
	 * @param attempts the number of attempts made so far
	 * @return the pause, or {@code null} if there is no next attempt
	 */
	@Nullable Duration pause(Throwable failure, Operation operation, int attempts) {
		if (!this.settings.enabled() || attempts >= this.settings.maxAttempts()
				|| !isRepeatable(failure, operation.isRead())) {
			return null;
		}
		Duration asked = (failure instanceof ChatApiException answer) ? answer.retryAfter() : null;
		Duration backoff = backoff(attempts);
		if (asked == null) {
			return backoff;
		}
		if (asked.compareTo(this.settings.maxBackoff()) > 0) {
			return null;
		}
		return (asked.compareTo(backoff) > 0) ? asked : backoff;
	}

	private static boolean isRepeatable(Throwable failure, boolean read) {
		if (failure instanceof ChatNetworkException) {
			return read || Errors.isRefused(failure.getCause());
		}
		if (failure instanceof ChatRateLimitException) {
			return true;
		}
		return read && failure instanceof ChatServerException && !(failure instanceof ChatNotImplementedException);
	}

	/**
	 * Full jitter: a random pause up to a bound that doubles with each attempt.
	 */
	private Duration backoff(int attempts) {
		Backoff bound = new Backoff(this.settings.initialBackoff(), this.settings.maxBackoff());
		return Duration.ofMillis(this.jitter.applyAsLong(bound.after(attempts).toMillis()));
	}

}
