package io.github.tegrabox.chat.boot.autoconfigure.web;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketProperties;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import io.github.tegrabox.chat.spring.token.CallerPolicy;
import io.github.tegrabox.chat.spring.token.ChatTokenService;
import io.github.tegrabox.chat.spring.token.TokenEndpoint;
import io.github.tegrabox.chat.spring.token.TokenRequestObserver;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the token endpoint, in servlet
 * and in WebFlux applications.
 */
@AutoConfiguration(after = ChatAutoConfiguration.class)
@ConditionalOnBean(ReactiveChatClient.class)
@ConditionalOnWebApplication
@ConditionalOnSetting(value = "chat.token-endpoint.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ ChatTokenEndpointProperties.class, ChatSocketProperties.class })
@Import({ CallerConfigurations.WithClaims.class, CallerConfigurations.WithSecurity.class,
		CallerConfigurations.WithoutSecurity.class, HandlerConfigurations.Servlet.class,
		HandlerConfigurations.ServletCors.class, HandlerConfigurations.Reactive.class,
		LogoutConfigurations.Servlet.class, LogoutConfigurations.Reactive.class })
public final class ChatTokenEndpointAutoConfiguration {

	ChatTokenEndpointAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.tokenService")
	@ConditionalOnMissingBean
	ChatTokenService chatTokenService(ObjectProvider<ReactiveChatClient> client, ChatTokenEndpointProperties properties,
			ChatSocketProperties socketProperties, ObjectProvider<ChatSocket> socket) {
		return new ChatTokenService(() -> client.getObject().users(), properties.settings(),
				new SocketBackendUser(socketProperties.getUser(), socket));
	}

	@Bean("io.github.tegrabox.chat.tokenEndpoint")
	TokenEndpoint chatTokenEndpoint(ChatTokenService service, ChatUserResolver resolver, CallerPolicy policy,
			ObjectProvider<TokenRequestObserver> observer) {
		return new TokenEndpoint(service, resolver, policy, observer.getIfUnique(() -> TokenRequestObserver.NONE));
	}

}
