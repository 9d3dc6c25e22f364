package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.tegrabox.chat.ChatClientBuilder;
import io.netty.channel.ChannelOption;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JettyClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * HTTP client under the REST operations: the one that they bring, or one that the user
 * chose.
 */
enum Connector {

	JDK {

		@Override
		Open open() {
			return new Open((builder) -> builder.connectTimeout(CONNECT_TIMEOUT), () -> {
			});
		}

	},

	REACTOR_NETTY {

		@Override
		Open open() {
			ConnectionProvider pool = ConnectionProvider.create("test", 500);
			LoopResources loops = LoopResources.create("test-netty", 2, true);
			reactor.netty.http.client.HttpClient client = reactor.netty.http.client.HttpClient.create(pool)
				.runOn(loops)
				.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis());
			return Open.with(new ReactorClientHttpConnector(client), () -> {
				pool.disposeLater().block(WAIT);
				loops.disposeLater(Duration.ZERO, WAIT).block(WAIT);
			});
		}

	},

	JETTY {

		@Override
		Open open() {
			HttpClient client = new HttpClient();
			client.setFollowRedirects(false);
			// Else it sends its own name beside the client's.
			client.setUserAgentField(null);
			client.setConnectTimeout(CONNECT_TIMEOUT.toMillis());
			start(client);
			// It takes no 401 without a challenge.
			client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
			return Open.with(new JettyClientHttpConnector(client), () -> stop(client));
		}

		private void start(HttpClient client) {
			try {
				client.start();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

		private void stop(HttpClient client) {
			try {
				client.stop();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	};

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration WAIT = Duration.ofSeconds(30);

	/**
	 * Makes it ready for use.
	 */
	abstract Open open();

	/**
	 * Connector that may be used until it is closed.
	 *
	 * @param settings makes a builder of clients use it
	 * @param ending releases all that the user would have to release
	 */
	record Open(Consumer<ChatClientBuilder<?>> settings, Runnable ending) implements AutoCloseable {

		private static Open with(ClientHttpConnector connector, Runnable ending) {
			return new Open((builder) -> builder.webClientBuilder(WebClient.builder().clientConnector(connector)),
					ending);
		}

		@Override
		public void close() {
			this.ending.run();
		}

	}

}
