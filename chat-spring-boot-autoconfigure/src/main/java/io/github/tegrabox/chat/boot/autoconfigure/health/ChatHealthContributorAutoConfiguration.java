package io.github.tegrabox.chat.boot.autoconfigure.health;

import java.time.Clock;
import java.time.Duration;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatConnectionDetails;
import io.github.tegrabox.chat.boot.autoconfigure.ChatProperties;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketAutoConfiguration;
import io.github.tegrabox.chat.boot.health.ChatHealthIndicator;
import io.github.tegrabox.chat.boot.health.ChatSocketHealthIndicator;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ReplicaState;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the health of the Chat API and of
 * the socket. Neither is in the liveness group, because restarting the application would
 * not bring the Chat API back.
 */
@AutoConfiguration(after = { ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(value = ReactiveChatClient.class, search = SearchStrategy.CURRENT)
@EnableConfigurationProperties(ChatHealthProperties.class)
public final class ChatHealthContributorAutoConfiguration {

	/** A detail only, which not every server tells: little is waited for it. */
	private static final Duration PROJECT_LIMIT = Duration.ofSeconds(1);

	ChatHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("chat")
	@ConditionalOnBean(ChatConnectionDetails.class)
	@ConditionalOnMissingBean(name = { "chatHealthIndicator", "chatHealthContributor" })
	@Nullable ChatHealthIndicator chatHealthContributor(ObjectProvider<ReactiveChatClient> clients, ChatConnectionDetails details,
			ChatProperties properties, ChatHealthProperties healthProperties) {
		healthProperties.check();
		ReactiveChatClient client = clients.getIfAvailable();
		if (client == null) {
			return null;
		}
		Duration timeout = properties.getHttp().getResponseTimeout();
		Mono<String> projectId = Mono.defer(client::projectId).timeout(PROJECT_LIMIT).onErrorComplete();
		Mono<String> call = Mono
			.defer(() -> client.rooms().list(PaginationParams.of(1, 1)).timeout(timeout).then(projectId));
		return new ChatHealthIndicator(call, details.getBaseUrl(), healthProperties.getCacheTtl(),
				timeout.plus(PROJECT_LIMIT.multipliedBy(2)));
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("chat-socket")
	@ConditionalOnBean(value = ChatSocket.class, search = SearchStrategy.CURRENT)
	@ConditionalOnMissingBean(name = { "chatSocketHealthIndicator", "chatSocketHealthContributor" })
	@Nullable ChatSocketHealthIndicator chatSocketHealthContributor(ObjectProvider<ChatSocket> sockets,
			ObjectProvider<ReplicaState> replica, ChatHealthProperties properties) {
		properties.check();
		ChatSocket socket = sockets.getIfAvailable();
		return (socket != null) ? new ChatSocketHealthIndicator(socket, replica.getIfAvailable(),
				properties.getSocketGrace(), Clock.systemUTC()) : null;
	}

}
