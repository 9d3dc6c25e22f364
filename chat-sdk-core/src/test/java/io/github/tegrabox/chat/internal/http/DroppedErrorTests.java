package io.github.tegrabox.chat.internal.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.rest.RetrySettings;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connector may fail because its call was cancelled; nobody has to read of that.
 */
class DroppedErrorTests {

	private final LateConnector connector = new LateConnector();

	@Test
	void logsNoErrorAfterATimeOut() {
		try (LogWatch log = new LogWatch(); ReactiveChatClient client = client()) {
			StepVerifier.create(client.auth().verify())
				.expectError(ChatNetworkException.class)
				.verify(Duration.ofMinutes(2));
			this.connector.fail();
			assertThat(log.errors()).isEmpty();
		}
	}

	@Test
	void logsNoErrorAfterACancellation() {
		try (LogWatch log = new LogWatch(); ReactiveChatClient client = client()) {
			Disposable call = client.auth().verify().subscribe();
			call.dispose();
			this.connector.fail();
			assertThat(log.errors()).isEmpty();
		}
	}

	private ReactiveChatClient client() {
		return ReactiveChatClient.builder()
			.jwtToken("a.b.c")
			.baseUrl("http://localhost:1")
			.responseTimeout(Duration.ofMillis(100))
			.retry(new RetrySettings(false, 1, Duration.ZERO, Duration.ZERO))
			.webClientBuilder(WebClient.builder().clientConnector(this.connector))
			.build();
	}

	/**
	 * Never answers, and fails only after the cancellation.
	 */
	private static final class LateConnector implements ClientHttpConnector {

		private final CompletableFuture<ClientHttpResponse> answer = new CompletableFuture<>();

		@Override
		public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
				Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
			return Mono.fromFuture(this.answer, true);
		}

		void fail() {
			assertThat(this.answer.getNumberOfDependents()).isOne();
			assertThat(this.answer.completeExceptionally(new IOException("Request cancelled"))).isTrue();
		}

	}

}
