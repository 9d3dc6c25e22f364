package io.github.tegrabox.chat.internal.net;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

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

	private final JdkThreads threads;

	/**
	 * Let go on closing: without references to it, the JDK's client ends its thread and
	 * its idle connections.
	 */
	private final AtomicReference<@Nullable Delegate> delegate;

	private JdkConnection(HttpClient client, JdkThreads threads, Duration responseTimeout) {
		this.threads = threads;
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
		JdkThreads threads = new JdkThreads();
		HttpClient client = builder.executor(threads)
			.connectTimeout(connectTimeout)
			.followRedirects(HttpClient.Redirect.NEVER)
			.version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
			.build();
		return new JdkConnection(client, threads, responseTimeout);
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		Delegate current = this.delegate.get();
		if (current == null) {
			return Mono.error(() -> new IllegalStateException("The client is closed"));
		}
		return this.threads.watch(current.connector().connect(method, uri, requestCallback));
	}

	/**
	 * Releases threads and connections; calls under way may still end.
	 */
	@Override
	public void close() {
		Delegate last = this.delegate.getAndSet(null);
		if (last != null) {
			this.threads.endWith(last.client());
		}
	}

	private record Delegate(HttpClient client, JdkClientHttpConnector connector) {

	}

}
