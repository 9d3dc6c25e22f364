package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the {@link ChatSocket}, its part
 * in the application's lifecycle and the publishing of its events.
 */
@AutoConfiguration(after = ChatAutoConfiguration.class)
@ConditionalOnBean(ChatClient.class)
@ConditionalOnBooleanProperty(name = "chat.socket.enabled", matchIfMissing = true)
public final class ChatSocketAutoConfiguration {

	ChatSocketAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnSocketIdentityCondition.class)
	ChatSocket chatSocket(ChatClient chatClient) {
		return chatClient.socket();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(ChatSocket.class)
	static class EventsConfiguration {

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

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(ChatSocket.class)
	static class LifecycleConfiguration {

		@Bean
		ChatSocketLifecycle chatSocketLifecycle(ChatSocket socket, ObjectProvider<ReactiveChatClient> client,
				ChatSocketProperties properties) {
			return new ChatSocketLifecycle(socket, Flux.defer(() -> client.getObject().rooms().listAll()),
					ChatPropertiesMapper.lifecycle(properties));
		}

	}

}
