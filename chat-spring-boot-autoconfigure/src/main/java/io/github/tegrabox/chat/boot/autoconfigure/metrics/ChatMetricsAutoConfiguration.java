package io.github.tegrabox.chat.boot.autoconfigure.metrics;

import io.github.tegrabox.chat.boot.autoconfigure.ChatEventsAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.web.ChatTokenEndpointAutoConfiguration;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;
import io.github.tegrabox.chat.spring.metrics.ChatMeterDocumentation;
import io.github.tegrabox.chat.spring.metrics.ChatSocketMeterBinder;
import io.github.tegrabox.chat.spring.metrics.MeteredTokenRequests;
import io.github.tegrabox.chat.spring.token.TokenRequestObserver;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the meters of the socket and of
 * the token endpoint.
 */
@AutoConfiguration(
		after = { ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class,
				ChatTokenEndpointAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnSetting(value = "chat.enabled", matchIfMissing = true)
public final class ChatMetricsAutoConfiguration {

	ChatMetricsAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.socketMeterBinder")
	@ConditionalOnBean(value = ChatSocket.class, search = SearchStrategy.CURRENT)
	@ConditionalOnMissingBean
	@Nullable ChatSocketMeterBinder chatSocketMeterBinder(ObjectProvider<ChatSocket> sockets) {
		ChatSocket socket = sockets.getIfAvailable();
		return (socket != null) ? new ChatSocketMeterBinder(socket) : null;
	}

	@Bean("io.github.tegrabox.chat.listenerMeterBinder")
	@ConditionalOnBean(value = ChatEventPublisher.class, search = SearchStrategy.CURRENT)
	MeterBinder chatListenerMeterBinder(ObjectProvider<ChatEventPublisher> publishers) {
		return (registry) -> publishers.ifAvailable((publisher) -> FunctionCounter
			.builder(ChatMeterDocumentation.LISTENER_RETRIES.getName(), publisher, ChatEventPublisher::retries)
			.description("Calls of listeners that were made again after a failure")
			.register(registry));
	}

	@Bean("io.github.tegrabox.chat.operationTagMeterFilter")
	@Conditional(OperationTagMeterFilter.OnSpringBoot40.class)
	static OperationTagMeterFilter chatOperationTagMeterFilter() {
		return new OperationTagMeterFilter();
	}

	@Bean("io.github.tegrabox.chat.tokenRequestObserver")
	@ConditionalOnSingleCandidate(MeterRegistry.class)
	@ConditionalOnMissingBean(TokenRequestObserver.class)
	MeteredTokenRequests chatTokenRequestObserver(MeterRegistry registry) {
		return new MeteredTokenRequests(registry);
	}

}
