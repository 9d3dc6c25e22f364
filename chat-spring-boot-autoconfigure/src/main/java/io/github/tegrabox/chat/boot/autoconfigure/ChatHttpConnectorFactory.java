package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.tegrabox.chat.internal.net.JdkConnection;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;
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

	private final Supplier<@Nullable ClientHttpConnectorBuilder<?>> builder;

	private final Supplier<@Nullable HttpClientSettings> settings;

	private final @Nullable ClassLoader classLoader;

	private final List<JdkConnection> connections = new CopyOnWriteArrayList<>();

	ChatHttpConnectorFactory(ListableBeanFactory beanFactory, @Nullable ClassLoader classLoader) {
		ApplicationBeans beans = new ApplicationBeans(beanFactory);
		var builders = beans.choose(ClientHttpConnectorBuilder.class);
		this.builder = () -> builders.get();
		this.settings = beans.choose(HttpClientSettings.class);
		this.classLoader = classLoader;
	}

	/**
	 * Creates a connector, on the thread of the first call, which may be anybody's: what
	 * it makes has the class loader of the application all the same.
	 */
	ClientHttpConnector create(String baseUrl, ChatProperties.Http http) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(this.classLoader);
		try {
			return connector(baseUrl, http);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private ClientHttpConnector connector(String baseUrl, ChatProperties.Http http) {
		ClientHttpConnectorBuilder<?> chosen = this.builder.get();
		ClientHttpConnectorBuilder<?> builder = (chosen != null) ? chosen
				: ClientHttpConnectorBuilder.detect(this.classLoader);
		HttpClientSettings settings = Objects.requireNonNullElse(this.settings.get(), HttpClientSettings.defaults());
		if (builder instanceof JdkClientHttpConnectorBuilder jdk) {
			JdkConnection connection = JdkConnection.create(JdkHttpClients.builder(jdk, settings),
					JdkConnection.version(!ServerAddress.isPlainHttp(baseUrl), http.getVersion()),
					http.getConnectTimeout(), http.getResponseTimeout(), null);
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
