package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Objects;

import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import io.github.tegrabox.chat.spring.listener.SocketListenerErrorHandler;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Customizer that applies what the application has for its own HTTP clients and threads
 * to the socket; comes before those of the application.
 */
class SocketChatClientBuilderCustomizer implements ChatClientBuilderCustomizer {

	private final ListableBeanFactory beanFactory;

	private final Environment environment;

	SocketChatClientBuilderCustomizer(ListableBeanFactory beanFactory, Environment environment) {
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
		ApplicationBeans beans = new ApplicationBeans(this.beanFactory);
		// Made now, so that wrong ones end the start.
		HttpClientSettings settings = Objects.requireNonNullElseGet(beans.choose(HttpClientSettings.class).get(),
				HttpClientSettings::defaults);
		var connectors = beans.choose(ClientHttpConnectorBuilder.class);
		builder.httpClient(() -> JdkHttpClients.builder(connectors.get(), settings));
	}

}
