package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import io.github.tegrabox.chat.spring.SocketListenerErrorHandler;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
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
		HttpClientSettings settings = this.beanFactory.getBeanProvider(HttpClientSettings.class)
			.getIfAvailable(HttpClientSettings::defaults);
		builder.httpClient(() -> JdkHttpClients
			.builder(this.beanFactory.getBeanProvider(ClientHttpConnectorBuilder.class).getIfAvailable(), settings));
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
