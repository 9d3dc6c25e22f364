package io.github.tegrabox.chat.internal.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ClientHttpResponseDecorator;

/**
 * The calls of a client that have not ended: those that wait for the response's head, and
 * those whose body is being read.
 */
final class CallsUnderWay {

	private int heads;

	private int bodies;

	private boolean closed;

	/**
	 * Counts a call from its subscription until the last byte of its response.
	 * @return the call, which fails once this is closed
	 */
	Mono<ClientHttpResponse> count(Mono<ClientHttpResponse> call) {
		return Mono.defer(() -> begin() ? call.<ClientHttpResponse>map(Counted::new).doFinally((signal) -> headOver())
				: Mono.error(new IllegalStateException("The client is closed")));
	}

	private synchronized boolean begin() {
		this.heads += this.closed ? 0 : 1;
		return !this.closed;
	}

	private synchronized void headOver() {
		this.heads--;
		notifyAll();
	}

	private synchronized void bodyBegins() {
		this.bodies++;
	}

	private synchronized void bodyOver() {
		this.bodies--;
		notifyAll();
	}

	/**
	 * Accepts no more calls, and waits for those under way: for heads as long as it
	 * takes, since otherwise their callers would wait for ever; for bodies only a while.
	 * @param patience how long the bodies may take after the last head
	 * @throws InterruptedException if interrupted
	 */
	synchronized void close(Duration patience) throws InterruptedException {
		this.closed = true;
		while (this.heads > 0) {
			wait();
		}
		long end = System.nanoTime() + patience.toNanos();
		long left = patience.toNanos();
		while (this.bodies > 0 && left > 0) {
			TimeUnit.NANOSECONDS.timedWait(this, left);
			left = end - System.nanoTime();
		}
	}

	private final class Counted extends ClientHttpResponseDecorator {

		private final AtomicBoolean over = new AtomicBoolean();

		Counted(ClientHttpResponse response) {
			super(response);
			bodyBegins();
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return super.getBody().doFinally((signal) -> {
				if (this.over.compareAndSet(false, true)) {
					bodyOver();
				}
			});
		}

	}

}
