package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatEventListenerFactory;
import io.github.tegrabox.chat.spring.ChatEventPublisher;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of a socket's part in the life of
 * the application: it connects with it, and its events are published to it.
 */
@AutoConfiguration(after = ChatSocketAutoConfiguration.class)
@ConditionalOnBean(ChatSocket.class)
@ConditionalOnBooleanProperty(name = { "chat.enabled", "chat.socket.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(ChatSocketProperties.class)
public final class ChatEventsAutoConfiguration {

	ChatEventsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(ChatEventErrorHandler.class)
	LoggingChatEventErrorHandler chatEventErrorHandler() {
		return new LoggingChatEventErrorHandler();
	}

	@Bean
	static ChatEventListenerFactory chatEventListenerFactory(ObjectProvider<ChatEventErrorHandler> errorHandler) {
		return new ChatEventListenerFactory(errorHandler::getObject);
	}

	@Bean
	@Lazy(false)
	ChatEventPublisher chatEventPublisher(ChatSocket socket, ApplicationEventPublisher publisher,
			ChatEventErrorHandler errorHandler) {
		return new ChatEventPublisher(socket, publisher, errorHandler);
	}

	@Bean
	ChatSocketLifecycle chatSocketLifecycle(ChatSocket socket, ObjectProvider<ReactiveChatClient> client,
			ChatSocketProperties properties) {
		return new ChatSocketLifecycle(socket, Flux.defer(() -> client.getObject().rooms().listAll()),
				ChatPropertiesMapper.lifecycle(properties));
	}

}
