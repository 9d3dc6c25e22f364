package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNotImplementedException;
import io.github.tegrabox.chat.internal.net.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * What a failed history call means.
 */
final class HistoryFailure {

	private static final Backoff BACKOFF = Backoff.ofMillis(250, 15_000);

	private HistoryFailure() {
	}

	/**
	 * Returns why there is no history and never will be; {@code null} if this may pass.
	 */
	static @Nullable String finalReason(Throwable failure) {
		if (failure instanceof ChatNotImplementedException) {
			return "the server has no history";
		}
		return (failure instanceof IllegalArgumentException) ? "no room of that id can be asked for its history" : null;
	}

	/**
	 * Returns why the history is refused, if it is. Something on the way may refuse it
	 * for a moment, for example during a deployment.
	 * @return the reason, or {@code null} if this is no refusal
	 */
	static @Nullable String refusal(Throwable failure) {
		if (failure instanceof ChatDecodingException) {
			return "the history cannot be read";
		}
		if (failure instanceof ChatApiException refusal) {
			int status = refusal.status();
			// A refused token that could not be replaced now may be replaced later.
			boolean noToken = Stream.of(refusal.getSuppressed()).anyMatch(ChatException.class::isInstance);
			boolean passing = status >= 500 || status == 408 || status == 425 || status == 429 || noToken;
			return passing ? null : "the server refuses the history with status " + status;
		}
		return null;
	}

	/** Returns whether the server asked for a pause. */
	static boolean isWish(Throwable failure) {
		return failure instanceof ChatApiException answer && answer.retryAfter() != null;
	}

	/** Describes the failure for people. */
	static String describe(Throwable failure) {
		String words = (failure instanceof ChatException) ? failure.getMessage() : null;
		return (words != null) ? words : failure.getClass().getSimpleName();
	}

	static Duration pause(Throwable failure, int attempts) {
		Duration wish = (failure instanceof ChatApiException answer) ? answer.retryAfter() : null;
		return Backoff.obey(BACKOFF.after(attempts), wish);
	}

}
