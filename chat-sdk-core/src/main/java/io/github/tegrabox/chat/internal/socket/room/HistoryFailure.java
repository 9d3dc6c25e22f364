package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import org.jspecify.annotations.Nullable;

/**
 * What a failed history call means.
 */
final class HistoryFailure {

	/** After which an answer that cannot be read will not be readable any more. */
	private static final int MAX_UNREADABLE = 5;

	private static final long FIRST_PAUSE_MILLIS = 250;

	private static final long LONGEST_PAUSE_MILLIS = 15_000;

	/** The most that a server's wish to be left alone is obeyed. */
	private static final Duration LONGEST_WISH = Duration.ofMinutes(5);

	private HistoryFailure() {
	}

	/**
	 * Returns why asking again is of no use.
	 * @param failure the failure
	 * @param attempts the number of failures in a row
	 * @return the reason, or {@code null} to try again
	 */
	static @Nullable String finalReason(Throwable failure, int attempts) {
		if (failure instanceof ChatNotImplementedException) {
			return "the server has no history";
		}
		if (failure instanceof ChatDecodingException && attempts >= MAX_UNREADABLE) {
			return "the history cannot be read";
		}
		if (failure instanceof ChatApiException refusal) {
			int status = refusal.status();
			boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
			return passing ? null : "the server refuses the history with status " + status;
		}
		return null;
	}

	/**
	 * Returns whether the server asked to be left alone.
	 * @param failure the failure
	 * @return whether it did
	 */
	static boolean isWish(Throwable failure) {
		return failure instanceof ChatApiException answer && answer.retryAfter() != null;
	}

	static Duration pause(Throwable failure, int attempts) {
		long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 10));
		Duration pause = Duration.ofMillis(millis);
		if (failure instanceof ChatApiException answer) {
			Duration wish = answer.retryAfter();
			if (wish != null && wish.compareTo(pause) > 0) {
				return (wish.compareTo(LONGEST_WISH) > 0) ? LONGEST_WISH : wish;
			}
		}
		return pause;
	}

}
