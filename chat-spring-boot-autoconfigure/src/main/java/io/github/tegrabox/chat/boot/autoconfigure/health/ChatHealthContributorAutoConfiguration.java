package io.github.tegrabox.chat.boot.autoconfigure.health;

import java.time.Clock;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatConnectionDetails;
import io.github.tegrabox.chat.boot.autoconfigure.ChatProperties;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketAutoConfiguration;
import io.github.tegrabox.chat.boot.health.ChatHealthIndicator;
import io.github.tegrabox.chat.boot.health.ChatSocketHealthIndicator;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.socket.ChatSocket;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the health of the Chat API and of
 * the socket. Neither is in the liveness group: restarting the application would not
 * bring the Chat API back.
 */
@AutoConfiguration(after = { ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ReactiveChatClient.class)
@EnableConfigurationProperties(ChatHealthProperties.class)
public final class ChatHealthContributorAutoConfiguration {

	ChatHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("chat")
	@ConditionalOnBean(ChatConnectionDetails.class)
	@ConditionalOnMissingBean(name = { "chatHealthIndicator", "chatHealthContributor" })
	ChatHealthIndicator chatHealthContributor(ReactiveChatClient client, ChatConnectionDetails details,
			ChatProperties properties, ChatHealthProperties healthProperties) {
		Mono<String> call = Mono.defer(() -> client.rooms().list(PaginationParams.of(1, 1)).then(client.projectId()));
		return new ChatHealthIndicator(call, details.getBaseUrl(), healthProperties.getCacheTtl(),
				properties.getHttp().getResponseTimeout());
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("chat-socket")
	@ConditionalOnBean(ChatSocket.class)
	@ConditionalOnMissingBean(name = { "chatSocketHealthIndicator", "chatSocketHealthContributor" })
	ChatSocketHealthIndicator chatSocketHealthContributor(ChatSocket socket, ChatHealthProperties properties) {
		return new ChatSocketHealthIndicator(socket, properties.getSocketGrace(), Clock.systemUTC());
	}

}
