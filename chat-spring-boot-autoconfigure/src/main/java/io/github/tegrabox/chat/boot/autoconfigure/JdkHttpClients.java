package io.github.tegrabox.chat.boot.autoconfigure;

import java.net.http.HttpClient;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;

/**
 * HTTP clients of the JDK, set up as those of the application are.
 */
final class JdkHttpClients {

	private JdkHttpClients() {
	}

	/**
	 * Creates a builder of a client with the application's TLS, proxy and customizers.
	 */
	static HttpClient.Builder builder(@Nullable ClientHttpConnectorBuilder<?> application,
			HttpClientSettings settings) {
		JdkClientHttpConnectorBuilder connectors = (application instanceof JdkClientHttpConnectorBuilder jdk) ? jdk
				: ClientHttpConnectorBuilder.jdk();
		// Boot shows the JDK's builder to customizers only; the connector is not used.
		AtomicReference<HttpClient.Builder> shown = new AtomicReference<>();
		connectors.withHttpClientCustomizer(shown::set).build(settings);
		return Objects.requireNonNull(shown.get());
	}

}
