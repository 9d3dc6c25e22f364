package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import io.github.tegrabox.chat.internal.net.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * What a failed history call means.
 */
final class HistoryFailure {

	/** After which an answer that cannot be read will not be readable any more. */
	private static final int MAX_UNREADABLE = 5;

	private static final Backoff BACKOFF = Backoff.ofMillis(250, 15_000);

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
		if (failure instanceof IllegalArgumentException) {
			return "no room of that id can be asked for its history";
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
		Duration wish = (failure instanceof ChatApiException answer) ? answer.retryAfter() : null;
		return Backoff.obey(BACKOFF.after(attempts), wish);
	}

}
