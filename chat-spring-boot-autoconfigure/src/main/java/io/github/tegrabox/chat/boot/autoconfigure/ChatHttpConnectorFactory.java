package io.github.tegrabox.chat.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

import java.net.http.HttpClient;

/**
 * Factory of the client's own connector, made as the application's HTTP clients are but
 * with the client's time-outs and without redirects, which would carry the API key to
 * another host.
 */
class ChatHttpConnectorFactory {

	private final ObjectProvider<ClientHttpConnectorBuilder<?>> builder;

	private final ObjectProvider<HttpClientSettings> settings;

	private final @Nullable ClassLoader classLoader;

	ChatHttpConnectorFactory(ObjectProvider<ClientHttpConnectorBuilder<?>> builder,
			ObjectProvider<HttpClientSettings> settings, @Nullable ClassLoader classLoader) {
		this.builder = builder;
		this.settings = settings;
		this.classLoader = classLoader;
	}

	ClientHttpConnector create(String baseUrl, ChatProperties.Http http) {
		ClientHttpConnectorBuilder<?> builder = this.builder
			.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(this.classLoader));
		if (builder instanceof JdkClientHttpConnectorBuilder jdk && ServerAddress.isPlainHttp(baseUrl)) {
			// Over plain http the JDK's client asks for an upgrade to HTTP/2, which a
			// Socket.IO server takes for the upgrade to a WebSocket, and hangs up.
			builder = jdk.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_1_1));
		}
		HttpClientSettings settings = this.settings.getIfAvailable(HttpClientSettings::defaults);
		return builder.build(settings.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withTimeouts(http.getConnectTimeout(), http.getResponseTimeout()));
	}

}
