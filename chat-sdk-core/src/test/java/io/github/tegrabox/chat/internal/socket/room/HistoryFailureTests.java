package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link HistoryFailure}.
 */
class HistoryFailureTests {

	private static ChatException answer(int status, @Nullable Duration retryAfter) {
		return ChatApiException.of(new ApiError(status, null, null, "GET", "/messages", "", Map.of(), retryAfter));
	}

	@Test
	void obeysAServersWishToBeLeftAloneWithinReason() {
		assertThat(HistoryFailure.pause(answer(429, Duration.ofSeconds(100)), 1)).isEqualTo(Duration.ofSeconds(100));
		assertThat(HistoryFailure.pause(answer(503, Duration.ofSeconds(100)), 1)).isEqualTo(Duration.ofSeconds(100));
		for (int status : new int[] { 429, 503 }) {
			assertThat(HistoryFailure.pause(answer(status, Duration.ofDays(100_000_000)), 1))
				.isEqualTo(Duration.ofMinutes(5));
			assertThat(HistoryFailure.pause(answer(status, Duration.ofDays(-1)), 1)).isEqualTo(Duration.ofMillis(250));
		}
	}

	@Test
	void pausesLongerAndLongerUpToABound() {
		ChatNetworkException failure = new ChatNetworkException("down", null);
		assertThat(HistoryFailure.pause(failure, 1)).isEqualTo(Duration.ofMillis(250));
		assertThat(HistoryFailure.pause(failure, 2)).isEqualTo(Duration.ofMillis(500));
		assertThat(HistoryFailure.pause(failure, 7)).isEqualTo(Duration.ofSeconds(15));
		assertThat(HistoryFailure.pause(failure, Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(15));
	}

	@Test
	void givesUpOnlyWhatIsOfNoUse() {
		for (ChatException passing : List.of(answer(503, null), answer(429, null),
				new ChatNetworkException("down", null))) {
			assertThat(HistoryFailure.finalReason(passing)).isNull();
			assertThat(HistoryFailure.refusal(passing)).isNull();
		}
		ChatException noOtherToken = answer(401, null);
		assertThat(HistoryFailure.refusal(noOtherToken)).contains("401");
		noOtherToken.addSuppressed(new ChatException("The token provider failed"));
		assertThat(HistoryFailure.refusal(noOtherToken)).isNull();
		ChatException asReactorMarksIt = answer(401, null);
		asReactorMarksIt.addSuppressed(new RuntimeException("Error has been observed at the following site"));
		assertThat(HistoryFailure.refusal(asReactorMarksIt)).contains("401");
		assertThat(HistoryFailure.finalReason(answer(403, null))).isNull();
		assertThat(HistoryFailure.refusal(answer(403, null))).contains("403");
		assertThat(HistoryFailure.finalReason(answer(501, null))).contains("no history");
	}

}
