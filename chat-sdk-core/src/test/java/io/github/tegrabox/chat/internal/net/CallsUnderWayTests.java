package io.github.tegrabox.chat.internal.net;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link CallsUnderWay}.
 */
@Timeout(180)
class CallsUnderWayTests {

	private static final Duration FOR_EVER = Duration.ofDays(1);

	private final CallsUnderWay calls = new CallsUnderWay();

	private final Sinks.One<ClientHttpResponse> head = Sinks.one();

	private final Sinks.Empty<DataBuffer> end = Sinks.empty();

	@Test
	void waitsForNothingWhereNothingIsUnderWay() throws InterruptedException {
		StepVerifier.create(this.calls.count(Mono.just(answer())).flatMapMany(ClientHttpResponse::getBody))
			.then(this.end::tryEmitEmpty)
			.expectComplete()
			.verify(Duration.ofMinutes(2));
		this.calls.close(FOR_EVER);
	}

	@Test
	void waitsForAHeadAndForItsBody() {
		CompletableFuture<?> call = this.calls.count(this.head.asMono())
			.flatMapMany(ClientHttpResponse::getBody)
			.then()
			.toFuture();
		CompletableFuture<Void> closing = closing(FOR_EVER);
		assertThat(closing).isNotDone();
		this.head.tryEmitValue(answer());
		assertThat(closing).isNotDone();
		this.end.tryEmitEmpty();
		await().atMost(Duration.ofMinutes(1)).until(closing::isDone);
		assertThat(call).isCompleted();
	}

	@Test
	void waitsNotForEverForABodyThatNobodyReads() {
		this.calls.count(Mono.just(answer())).block();
		await().atMost(Duration.ofMinutes(1)).until(closing(Duration.ofMillis(10))::isDone);
	}

	@Test
	void waitsNotForACallThatWasCancelledOrHasFailed() throws InterruptedException {
		this.calls.count(this.head.asMono()).subscribe().dispose();
		this.calls.count(Mono.error(new IllegalStateException("refused"))).onErrorComplete().block();
		this.calls.close(FOR_EVER);
	}

	@Test
	void takesNoCallOnceClosed() throws InterruptedException {
		this.calls.close(FOR_EVER);
		StepVerifier.create(this.calls.count(this.head.asMono()))
			.expectErrorMessage("The client is closed")
			.verify(Duration.ofMinutes(2));
	}

	private CompletableFuture<Void> closing(Duration patience) {
		return CompletableFuture.runAsync(() -> {
			try {
				this.calls.close(patience);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> new Thread(task, "closing").start());
	}

	private ClientHttpResponse answer() {
		return new ClientHttpResponse() {

			@Override
			public HttpStatusCode getStatusCode() {
				return HttpStatus.OK;
			}

			@Override
			public HttpHeaders getHeaders() {
				return HttpHeaders.EMPTY;
			}

			@Override
			public MultiValueMap<String, ResponseCookie> getCookies() {
				return new LinkedMultiValueMap<>();
			}

			@Override
			public Flux<DataBuffer> getBody() {
				return CallsUnderWayTests.this.end.asMono().flux();
			}

		};
	}

}
