package io.github.tegrabox.chat.boot.autoconfigure.actuate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.tegrabox.chat.boot.actuate.ChatEndpoint;
import io.github.tegrabox.chat.boot.autoconfigure.ChatEventsAutoConfiguration;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the Actuator endpoint
 * {@code chat}.
 */
@AutoConfiguration(after = ChatEventsAutoConfiguration.class)
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, Endpoint.class })
@ConditionalOnBean(value = ChatSocket.class, search = SearchStrategy.CURRENT)
public final class ChatEndpointAutoConfiguration {

	ChatEndpointAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.endpoint")
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint
	ChatEndpoint chatEndpoint(ListableBeanFactory beanFactory, ObjectProvider<ChatEventPublisher> publisher,
			ObjectProvider<ReplicaState> replica) {
		Map<String, ChatSocket> sockets = new TreeMap<>();
		beanFactory.getBeansOfType(ChatSocket.class)
			.forEach((name, socket) -> sockets.put(name.substring(name.lastIndexOf('.') + 1), socket));
		return new ChatEndpoint(sockets, () -> {
			ChatEventPublisher current = publisher.getIfAvailable();
			return (current != null) ? current.listeners() : List.of();
		}, replica.getIfUnique());
	}

}
