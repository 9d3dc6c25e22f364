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
 * Connector on a JDK HTTP client of its own. Follows no redirects, so that the credential
 * goes nowhere else, and tries no upgrade to HTTP/2 over cleartext, which servers mistake
 * for a WebSocket's. Threads are daemons and end when idle.
 */
public final class JdkConnection implements ClientHttpConnector, AutoCloseable {

	/**
	 * Key in the subscriber's context of the time-out for the response's head in this one
	 * call, a {@link Duration}.
	 */
	public static final Object RESPONSE_TIMEOUT = JdkConnection.class.getName() + ".responseTimeout";

	/**
	 * Whether clients can be closed: from Java 21 on. Closing waits for calls under way.
	 */
	private static final boolean CLOSEABLE = AutoCloseable.class.isAssignableFrom(HttpClient.class);

	private static final Logger logger = LoggerFactory.getLogger(JdkConnection.class);

	private final HttpExecutor executor;

	private final ClientThreads threads;

	private final boolean ownThreads;

	private final CallsUnderWay underWay = new CallsUnderWay();

	private final @Nullable Duration responseTimeout;

	/**
	 * Set to {@code null} on closing: once it is unreachable, the JDK's client ends its
	 * thread and its idle connections.
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
	 * Creates a connector, without connecting yet.
	 * @param builder the builder whose TLS and proxy apply; its authenticator is used
	 * only for the proxy
	 * @param version the HTTP version, best from {@link #version}
	 * @param connectTimeout the time-out for making a connection
	 * @param responseTimeout the time-out for the response's head if the subscriber's
	 * context has none; {@code null} for no time-out
	 * @param threads the threads, which are not closed; {@code null} to create some
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
	 * Returns the HTTP version to use. HTTP/2 is used only on request: when a server
	 * closes such a connection, the JDK's client fails requests that are under way, up to
	 * Java 25 at least.
	 * @param secure whether the server is reached over TLS
	 * @param wanted the requested version, if any; applies only over TLS
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
	 * Releases threads and connections; calls under way may still complete.
	 */
	@Override
	public void close() {
		WaitingHttpClient last = this.client.getAndSet(null);
		if (last != null) {
			this.threads.executeOpening(() -> end(ProxyAuthentication.unwrap(last.client())));
		}
	}

	/**
	 * Closes the client. Before Java 21, ending its selector thread does that, and closes
	 * the idle connections.
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
			// Do not wait any longer, but release the client at once.
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
