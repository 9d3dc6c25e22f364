package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.concurrent.Executor;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;
import io.github.tegrabox.chat.spring.listener.ListenerSettings;
import io.github.tegrabox.chat.spring.listener.ListenerTransactions;
import io.github.tegrabox.chat.spring.listener.ReplySender;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.util.StringUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of what connects a socket to the
 * application: its lifecycle and the publication of its events. Applies only in the
 * context that the socket belongs to, and not without a socket, for example if the client
 * is a mock.
 */
@AutoConfiguration(after = ChatSocketAutoConfiguration.class)
@ConditionalOnBean(value = ChatSocket.class, search = SearchStrategy.CURRENT)
@ConditionalOnSetting(value = { "chat.enabled", "chat.socket.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties({ ChatSocketProperties.class, ChatListenerProperties.class, ChatWireProperties.class })
public final class ChatEventsAutoConfiguration {

	ChatEventsAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.eventErrorHandler")
	@ConditionalOnMissingBean(ChatEventErrorHandler.class)
	LoggingChatEventErrorHandler chatEventErrorHandler() {
		return new LoggingChatEventErrorHandler();
	}

	@Bean("io.github.tegrabox.chat.eventPublisher")
	@Lazy(false)
	@Nullable ChatEventPublisher chatEventPublisher(ObjectProvider<ChatSocket> socket, ApplicationContext context,
			ChatListenerProperties properties, ChatWireProperties wire, ChatEventErrorHandler errorHandler,
			ObjectProvider<ReactiveChatClient> client, ObjectProvider<ListenerTransactions> transactions) {
		ChatSocket current = socket.getIfAvailable();
		if (current == null) {
			return null;
		}
		ListenerSettings settings = ChatPropertiesMapper.listeners(properties);
		ChatConnectionDetails details = context.getBeanProvider(ChatConnectionDetails.class).getIfAvailable();
		boolean rest = details != null && StringUtils.hasText(details.getApiKey());
		Executor executor = Threading.VIRTUAL.isActive(context.getEnvironment())
				? new VirtualThreadTaskExecutor("chat-listener-") : null;
		ObservationRegistry observations = context.getBeanProvider(ObservationRegistry.class)
			.getIfUnique(() -> ObservationRegistry.NOOP);
		ReplySender replies = new ReplySender(current, client::getObject, rest, wire.getMessageOrder(), settings);
		return new ChatEventPublisher(current, context, replies, settings, errorHandler,
				new ChatEventPublisher.Options(observations, executor, transactions.getIfUnique()));
	}

	@Bean("io.github.tegrabox.chat.deliveryCheck")
	@Lazy(false)
	SmartInitializingSingleton chatDeliveryCheck(ChatSocketProperties properties, ObjectProvider<ChatSocket> socket,
			ListableBeanFactory beanFactory) {
		return () -> {
			boolean durable = properties.getDelivery() == ChatSocketProperties.Delivery.DURABLE;
			if (durable && socket.getIfAvailable() != null && BeanFactoryUtils
				.beanNamesForTypeIncludingAncestors(beanFactory, ListenerTransactions.class).length == 0) {
				throw new InvalidChatSettingException("'chat.socket.delivery' is 'durable', but nothing in the context "
						+ "provides that, and no room would be joined: do not exclude ChatDurableAutoConfiguration, "
						+ "or set 'chat.socket.delivery' to 'live'");
			}
		};
	}

	@Bean("io.github.tegrabox.chat.socketLifecycle")
	@Nullable ChatSocketLifecycle chatSocketLifecycle(ObjectProvider<ChatSocket> socket,
			ObjectProvider<ReactiveChatClient> client, ChatSocketProperties properties) {
		ChatSocket current = socket.getIfAvailable();
		return (current != null) ? new ChatSocketLifecycle(current,
				Flux.defer(() -> client.getObject().rooms().listAll()), ChatPropertiesMapper.lifecycle(properties))
				: null;
	}

}
