package io.github.tegrabox.chat.rest;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.JdkClientHttpConnector;

/**
 * Connector of a client's own on the JDK's HTTP client: no redirects, so that the
 * credential goes nowhere else, and no upgrade to HTTP/2 over cleartext, which servers
 * take for that of a WebSocket. Threads are daemons and end when idle.
 */
public final class JdkConnection implements ClientHttpConnector, AutoCloseable {

	private static final int IDLE_SECONDS = 10;

	/**
	 * Nothing waits on these threads, so that a few are enough; more cost more switches.
	 */
	private static final int THREADS = Math.max(8, Runtime.getRuntime().availableProcessors());

	private final ExecutorService executor;

	/**
	 * Let go on closing: without references to it, the JDK's client ends its thread and
	 * its idle connections.
	 */
	private final AtomicReference<@Nullable Delegate> delegate;

	private JdkConnection(HttpClient client, ExecutorService executor, Duration responseTimeout) {
		this.executor = executor;
		JdkClientHttpConnector connector = new JdkClientHttpConnector(new WaitingHttpClient(client));
		connector.setReadTimeout(responseTimeout);
		this.delegate = new AtomicReference<>(new Delegate(client, connector));
	}

	/**
	 * Creates a connector. Connects to nothing yet.
	 * @param builder the builder whose TLS, proxy and authenticator apply
	 * @param secure whether the server is reached over TLS
	 * @param connectTimeout how long making a connection may take
	 * @param responseTimeout how long the head of an answer may take
	 * @return the connector
	 */
	public static JdkConnection create(HttpClient.Builder builder, boolean secure, Duration connectTimeout,
			Duration responseTimeout) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), daemons());
		executor.allowCoreThreadTimeOut(true);
		HttpClient client = builder.executor(executor)
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NEVER)
			.version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
			.build();
		return new JdkConnection(client, executor, responseTimeout);
	}

	private static ThreadFactory daemons() {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new HttpThread(task, "chat-http-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		Delegate current = this.delegate.get();
		if (current == null) {
			return Mono.error(() -> new IllegalStateException("The client is closed"));
		}
		return current.connector().connect(method, uri, requestCallback);
	}

	/**
	 * Releases threads and connections; calls under way may still end.
	 */
	@Override
	public void close() {
		Delegate last = this.delegate.getAndSet(null);
		if (last == null) {
			return;
		}
		// From Java 21 on it can be closed, which waits for calls under way.
		if (last.client() instanceof AutoCloseable closeable) {
			this.executor.execute(() -> close(closeable));
		}
		this.executor.shutdown();
	}

	private static void close(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			// Nothing is left to be done: the client is let go in any case.
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Thread on which nobody may wait: the answer might need this very thread.
	 */
	private static final class HttpThread extends Thread implements NonBlocking {

		HttpThread(Runnable task, String name) {
			super(task, name);
		}

	}

	private record Delegate(HttpClient client, JdkClientHttpConnector connector) {

	}

}
