package io.github.tegrabox.chat.boot.autoconfigure;

import java.net.http.HttpClient;

import javax.net.ssl.SSLParameters;

import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import io.github.tegrabox.chat.spring.SocketListenerErrorHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.thread.Threading;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Customizer that applies what the application has for its own HTTP clients and threads
 * to the socket; comes before those of the application.
 */
class SocketChatClientBuilderCustomizer implements ChatClientBuilderCustomizer, Ordered {

	private final BeanFactory beanFactory;

	private final Environment environment;

	SocketChatClientBuilderCustomizer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	public void customize(ChatClientBuilder<?> builder) {
		ObjectProvider<ChatEventErrorHandler> errorHandler = this.beanFactory
			.getBeanProvider(ChatEventErrorHandler.class);
		builder.listenerErrorHandler(
				new SocketListenerErrorHandler(() -> errorHandler.getIfAvailable(LoggingChatEventErrorHandler::new)));
		if (Threading.VIRTUAL.isActive(this.environment)) {
			builder.listenerExecutor(new VirtualThreadTaskExecutor("chat-listener-"));
		}
		SslBundle sslBundle = this.beanFactory.getBeanProvider(HttpClientSettings.class)
			.getIfAvailable(HttpClientSettings::defaults)
			.sslBundle();
		builder.httpClient(() -> httpClient(sslBundle));
	}

	private static HttpClient.Builder httpClient(@Nullable SslBundle sslBundle) {
		HttpClient.Builder builder = HttpClient.newBuilder();
		if (sslBundle != null) {
			SSLParameters parameters = new SSLParameters();
			parameters.setCipherSuites(sslBundle.getOptions().getCiphers());
			parameters.setProtocols(sslBundle.getOptions().getEnabledProtocols());
			builder.sslContext(sslBundle.createSslContext()).sslParameters(parameters);
		}
		return builder;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
