package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.internal.net.JdkConnection;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.JdkClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * Factory of the client's own connector, made as the application's HTTP clients are but
 * with the client's time-outs and without redirects, which would carry the API key to
 * another host.
 */
class ChatHttpConnectorFactory implements DisposableBean {

	private final ObjectProvider<ClientHttpConnectorBuilder<?>> builder;

	private final ObjectProvider<HttpClientSettings> settings;

	private final @Nullable ClassLoader classLoader;

	private final List<JdkConnection> connections = new CopyOnWriteArrayList<>();

	ChatHttpConnectorFactory(ObjectProvider<ClientHttpConnectorBuilder<?>> builder,
			ObjectProvider<HttpClientSettings> settings, @Nullable ClassLoader classLoader) {
		this.builder = builder;
		this.settings = settings;
		this.classLoader = classLoader;
	}

	ClientHttpConnector create(String baseUrl, ChatProperties.Http http) {
		ClientHttpConnectorBuilder<?> builder = this.builder
			.getIfAvailable(() -> ClientHttpConnectorBuilder.detect(this.classLoader));
		HttpClientSettings settings = this.settings.getIfAvailable(HttpClientSettings::defaults);
		if (builder instanceof JdkClientHttpConnectorBuilder jdk) {
			JdkConnection connection = JdkConnection.create(JdkHttpClients.builder(jdk, settings),
					JdkConnection.version(!ServerAddress.isPlainHttp(baseUrl), http.getVersion()),
					http.getConnectTimeout(), http.getResponseTimeout());
			this.connections.add(connection);
			return connection;
		}
		return builder.build(settings.withRedirects(HttpRedirects.DONT_FOLLOW)
			.withTimeouts(http.getConnectTimeout(), http.getResponseTimeout()));
	}

	@Override
	public void destroy() {
		this.connections.forEach(JdkConnection::close);
	}

}
