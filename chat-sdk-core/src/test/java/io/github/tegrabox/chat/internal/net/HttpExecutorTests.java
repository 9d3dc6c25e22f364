package io.github.tegrabox.chat.internal.net;

import java.net.http.HttpClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link HttpExecutor}.
 */
class HttpExecutorTests {

	@Test
	void doesNotEndTheThreadOfAClientOfTheApplication() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		FutureTask<Boolean> foreign;
		try (ClientThreads threads = new ClientThreads()) {
			HttpExecutor executor = new HttpExecutor(threads);
			assertThat(executor.build(HttpClient.newBuilder())).isNotNull();
			foreign = new FutureTask<>(() -> {
				executor.execute(asked::countDown);
				return closed.await(1, TimeUnit.MINUTES);
			});
			new Thread(foreign, "HttpClient-4711-SelectorManager").start();
			assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
			executor.close();
		}
		closed.countDown();
		assertThat(foreign.get(1, TimeUnit.MINUTES)).isTrue();
	}

}
