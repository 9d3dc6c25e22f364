package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ProjectId} by itself.
 */
class ProjectIdTests {

	static Stream<ChatException> failures() {
		return Stream.of(new ChatNetworkException("cut", new IllegalStateException("why")), ChatApiException
			.of(new ApiError(503, "busy", "req_1", "GET", "/api/projects/current", "Later.", Map.of(), null)));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void everyCallerOfOneLookUpHasAFailureOfItsOwn(ChatException failure) {
		Sinks.One<String> answer = Sinks.one();
		ProjectId projectId = new ProjectId();
		List<Throwable> seen = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			projectId.lookUp(answer.asMono(), Schedulers.parallel()).subscribe((id) -> {
			}, (ex) -> {
				synchronized (seen) {
					seen.add(ex);
				}
			});
		}
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> answer.currentSubscriberCount() == 1);
		answer.tryEmitError(failure).orThrow();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
			synchronized (seen) {
				return seen.size() == 3;
			}
		});
		assertThat(seen).doesNotHaveDuplicates().allSatisfy((ex) -> {
			assertThat(ex).isExactlyInstanceOf(failure.getClass()).hasMessage(failure.getMessage());
			assertThat(ex.getCause()).isSameAs(failure.getCause());
		});
	}

}
