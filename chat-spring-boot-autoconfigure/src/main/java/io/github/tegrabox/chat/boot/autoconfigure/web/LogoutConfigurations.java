package io.github.tegrabox.chat.boot.autoconfigure.web;

import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import io.github.tegrabox.chat.spring.token.CallerPolicy;
import io.github.tegrabox.chat.spring.token.ChatTokenService;
import io.github.tegrabox.chat.spring.token.TokenRevocation;
import io.github.tegrabox.chat.spring.token.TokenRevokingLogoutHandler;
import io.github.tegrabox.chat.spring.token.TokenRevokingLogoutListener;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;

/**
 * What a log-out does to chat tokens, on each of the web stacks.
 */
final class LogoutConfigurations {

	private static final String REVOKE_ON_LOGOUT = "chat.token-endpoint.revoke-on-logout";

	private LogoutConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(LogoutSuccessEvent.class)
	@ConditionalOnSetting(REVOKE_ON_LOGOUT)
	static class Servlet {

		@Bean("io.github.tegrabox.chat.tokenRevokingLogoutListener")
		TokenRevokingLogoutListener chatTokenRevokingLogoutListener(ChatTokenService service, ChatUserResolver resolver,
				CallerPolicy policy) {
			return new TokenRevokingLogoutListener(new TokenRevocation(service, resolver, policy));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass(ServerHttpSecurity.class)
	@ConditionalOnSetting(REVOKE_ON_LOGOUT)
	static class Reactive {

		@Bean("io.github.tegrabox.chat.tokenRevokingLogoutHandler")
		TokenRevokingLogoutHandler chatTokenRevokingLogoutHandler(ChatTokenService service, ChatUserResolver resolver,
				CallerPolicy policy) {
			return new TokenRevokingLogoutHandler(new TokenRevocation(service, resolver, policy));
		}

		/**
		 * Goes into every filter chain that is built from {@link ServerHttpSecurity}.
		 */
		@Bean("io.github.tegrabox.chat.logoutCustomizer")
		Customizer<ServerHttpSecurity.LogoutSpec> chatLogoutCustomizer(TokenRevokingLogoutHandler handler) {
			return (logout) -> logout.logoutHandler((handlers) -> handlers.add(handler));
		}

	}

}
