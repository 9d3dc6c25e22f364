package io.github.tegrabox.chat.internal.net;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

	/**
	 * Key in the subscriber's context under which the time is that the head of this one
	 * answer may take, a {@link Duration}.
	 */
	public static final Object RESPONSE_TIMEOUT = JdkConnection.class.getName() + ".responseTimeout";

	/**
	 * Whether clients can be closed: from Java 21 on, which waits for calls under way.
	 */
	private static final boolean CLOSEABLE = AutoCloseable.class.isAssignableFrom(HttpClient.class);

	private static final Logger logger = LoggerFactory.getLogger(JdkConnection.class);

	private final HttpExecutor executor;

	private final ClientThreads threads;

	private final boolean ownThreads;

	private final CallsUnderWay underWay = new CallsUnderWay();

	private final @Nullable Duration responseTimeout;

	/**
	 * Let go on closing: without references to it, the JDK's client ends its thread and
	 * its idle connections.
	 */
	private final AtomicReference<@Nullable WaitingHttpClient> client;

	private JdkConnection(HttpClient client, HttpExecutor executor, ClientThreads threads, boolean ownThreads,
			@Nullable Duration responseTimeout) {
		this.executor = executor;
		this.threads = threads;
		this.ownThreads = ownThreads;
		this.responseTimeout = responseTimeout;
		this.client = new AtomicReference<>(new WaitingHttpClient(client, threads));
	}

	/**
	 * Creates a connector. Connects to nothing yet.
	 * @param builder the builder whose TLS and proxy apply; its authenticator is asked
	 * for the proxy alone
	 * @param version the version of HTTP, best from {@link #version}
	 * @param connectTimeout how long making a connection may take
	 * @param responseTimeout how long the head of an answer may take where the
	 * subscriber's context does not tell; {@code null} for ever
	 * @param threads the threads, not closed; {@code null} for threads of its own
	 * @return the connector
	 */
	public static JdkConnection create(HttpClient.Builder builder, HttpClient.Version version, Duration connectTimeout,
			@Nullable Duration responseTimeout, @Nullable ClientThreads threads) {
		ClientThreads used = (threads != null) ? threads : new ClientThreads();
		HttpExecutor executor = new HttpExecutor(used);
		HttpClient client = ProxyAuthentication.separate(builder, (each) -> executor
			.build(each.connectTimeout(connectTimeout).followRedirects(HttpClient.Redirect.NEVER).version(version)));
		return new JdkConnection(client, executor, used, threads == null, responseTimeout);
	}

	/**
	 * The version of HTTP to speak. No HTTP/2 unless it is asked for: when a server ends
	 * such a connection, the JDK's client fails requests that are under way, up to Java
	 * 25 at least.
	 * @param secure whether the server is reached over TLS
	 * @param wanted the version that was asked for, if one was; over TLS only
	 * @return the version
	 */
	public static HttpClient.Version version(boolean secure, HttpClient.@Nullable Version wanted) {
		return (secure && wanted != null) ? wanted : HttpClient.Version.HTTP_1_1;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		WaitingHttpClient current = this.client.get();
		if (current == null) {
			return Mono.error(() -> new IllegalStateException("The client is closed"));
		}
		Mono<ClientHttpResponse> call = Mono.deferContextual((context) -> {
			JdkClientHttpConnector connector = new JdkClientHttpConnector(current);
			context.<Duration>getOrEmpty(RESPONSE_TIMEOUT)
				.or(() -> Optional.ofNullable(this.responseTimeout))
				.ifPresent(connector::setReadTimeout);
			return connector.connect(method, uri, requestCallback);
		});
		return CLOSEABLE ? call : this.underWay.count(call);
	}

	/**
	 * Releases threads and connections; calls under way may still end.
	 */
	@Override
	public void close() {
		WaitingHttpClient last = this.client.getAndSet(null);
		if (last != null) {
			this.threads.executeOpening(() -> end(ProxyAuthentication.unwrap(last.client())));
		}
	}

	/**
	 * Ends the client. Before Java 21 it ends with its own thread, which closes the idle
	 * connections then.
	 */
	private void end(HttpClient client) {
		try {
			if (client instanceof AutoCloseable closeable) {
				closeable.close();
			}
			else {
				this.underWay.close(ClientThreads.FAREWELL);
			}
		}
		catch (InterruptedException ex) {
			// Nothing is waited for any more: the client is let go at once.
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			logger.debug("The HTTP client did not close in good order", ex);
		}
		this.executor.end();
		if (this.ownThreads) {
			this.threads.close();
		}
	}

}
