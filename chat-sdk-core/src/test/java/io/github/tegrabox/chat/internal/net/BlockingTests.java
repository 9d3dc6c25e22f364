package io.github.tegrabox.chat.internal.net;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.record.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link Blocking} and of the exchange on a thread that waits.
 */
class BlockingTests {

	private static final Duration SOON = Duration.ofMinutes(2);

	private final ChatTestServer server = ChatTestServer.start();

	private final ChatClient client = ChatClient.builder()
		.apiKey(this.server.apiKey())
		.baseUrl(this.server.baseUrl())
		.build();

	private final ExecutorService callers = Executors.newCachedThreadPool();

	@AfterEach
	void close() {
		this.callers.shutdownNow();
		this.client.close();
		this.server.close();
	}

	@Test
	void interruptOfTheFirstCallerLeavesTheProjectToTheOthers() throws Exception {
		this.server.faults().on("projects.current").times(1).delay(Duration.ofSeconds(2));
		Thread first = new Thread(
				() -> assertThatExceptionOfType(ChatException.class).isThrownBy(() -> this.client.users().list())
					.withMessageContaining("interrupted"));
		AtomicReference<Throwable> failure = new AtomicReference<>();
		first.setUncaughtExceptionHandler((thread, ex) -> failure.set(ex));
		first.start();
		awaitRequest((request) -> "projects.current".equals(request.operation()));
		Future<?> second = this.callers.submit(() -> this.client.users().list());
		first.interrupt();
		first.join(SOON.toMillis());
		assertThat(failure).hasNullValue();
		assertThat(second.get(1, TimeUnit.MINUTES)).isNotNull();
		assertThat(this.server.recorder().count("projects.current")).isEqualTo(1);
	}

	@Test
	void refusesToWaitWhereTheAnswerArrives() {
		this.server.faults().on("users.list").slowBody(10, Duration.ofMillis(50));
		Mono<String> nested = this.client.reactive().users().list().map((page) -> this.client.projectId());
		assertThatIllegalStateException().isThrownBy(() -> nested.block(SOON))
			.withMessageContaining("chat-io-")
			.withMessageContaining("ChatClient.reactive()");
	}

	@Test
	void endsAtTheTimeoutIfTheServerSaysNothing() {
		this.server.faults().on("users.list").delay(SOON);
		try (ChatClient impatient = this.client.mutate().responseTimeout(Duration.ofMillis(300)).build()) {
			impatient.projectId();
			long start = System.nanoTime();
			assertThatExceptionOfType(ChatNetworkException.class).isThrownBy(() -> impatient.users().list())
				.withMessageContaining("no complete answer within PT0.3S");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
			assertThat(this.server.recorder().count("users.list")).isEqualTo(3);
		}
	}

	private void awaitRequest(Predicate<RecordedRequest> condition) {
		this.server.recorder().requests().await(SOON, condition);
	}

}
