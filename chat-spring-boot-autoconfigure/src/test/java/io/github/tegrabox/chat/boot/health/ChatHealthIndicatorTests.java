package io.github.tegrabox.chat.boot.health;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.error.ChatNetworkException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link ChatHealthIndicator}.
 */
class ChatHealthIndicatorTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final AtomicInteger calls = new AtomicInteger();

	@Test
	void whenTheChatApiAnswersIsUpAndTellsTheProject() {
		Health health = health(indicator(Mono.just("prj_1"), LONG, LONG));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("projectId", "prj_1")
			.containsEntry("baseUrl", "https://chat.example.com");
	}

	@Test
	void whenTheChatApiFailsIsDown() {
		Health health = health(indicator(Mono.error(new ChatNetworkException("refused", null)), LONG, LONG));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("baseUrl", "https://chat.example.com").containsKey("error");
	}

	@Test
	void whenTheChatApiDoesNotAnswerIsDownInTime() {
		Health health = health(indicator(Mono.never(), LONG, Duration.ofMillis(20)));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("error")).asString()
			.contains("The Chat API did not answer within 'chat.http.response-timeout'");
	}

	@Test
	void callsOncePerTimeToLiveHoweverManyAsk() {
		Sinks.One<String> answer = Sinks.one();
		ChatHealthIndicator indicator = indicator(answer.asMono(), LONG, LONG);
		AtomicInteger answered = new AtomicInteger();
		IntStream.range(0, 20).forEach((i) -> indicator.health().subscribe((health) -> answered.incrementAndGet()));
		answer.tryEmitValue("prj_1").orThrow();
		health(indicator);
		assertThat(answered).hasValue(20);
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void callsAgainAfterTheTimeToLive() {
		ChatHealthIndicator indicator = indicator(Mono.just("prj_1"), Duration.ofMillis(5), LONG);
		health(indicator);
		await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
			health(indicator);
			assertThat(this.calls).hasValueGreaterThan(1);
		});
	}

	private ChatHealthIndicator indicator(Mono<String> call, Duration timeToLive, Duration timeout) {
		return new ChatHealthIndicator(call.doOnSubscribe((subscription) -> this.calls.incrementAndGet()),
				"https://chat.example.com", timeToLive, timeout);
	}

	private static Health health(ChatHealthIndicator indicator) {
		Health health = indicator.health().block(Duration.ofMinutes(1));
		assertThat(health).isNotNull();
		return health;
	}

}
