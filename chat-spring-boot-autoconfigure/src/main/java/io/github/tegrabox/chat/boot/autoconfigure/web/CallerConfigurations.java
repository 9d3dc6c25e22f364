package io.github.tegrabox.chat.boot.autoconfigure.web;

import io.github.tegrabox.chat.spring.ChatUserResolver;
import io.github.tegrabox.chat.spring.token.AuthenticatedCallerPolicy;
import io.github.tegrabox.chat.spring.token.CallerPolicy;
import io.github.tegrabox.chat.spring.token.ClaimsUserResolver;
import io.github.tegrabox.chat.spring.token.PrincipalNameUserResolver;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;

/**
 * Who counts as the caller, with and without Spring Security.
 */
final class CallerConfigurations {

	private CallerConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Authentication.class, ClaimAccessor.class })
	@ConditionalOnMissingBean(ChatUserResolver.class)
	@ImportRuntimeHints(IdentityProvidersWarning.Hints.class)
	static class WithClaims {

		@Bean("io.github.tegrabox.chat.claimsUserResolver")
		ClaimsUserResolver chatClaimsUserResolver(ChatTokenEndpointProperties properties) {
			return new ClaimsUserResolver(properties.getExternalIdPrefix());
		}

		@Bean("io.github.tegrabox.chat.identityProvidersWarning")
		IdentityProvidersWarning chatIdentityProvidersWarning(ConfigurableListableBeanFactory beanFactory) {
			return new IdentityProvidersWarning(beanFactory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Authentication.class)
	static class WithSecurity {

		@Bean("io.github.tegrabox.chat.callerPolicy")
		AuthenticatedCallerPolicy chatCallerPolicy() {
			return new AuthenticatedCallerPolicy();
		}

		@Bean("io.github.tegrabox.chat.userResolver")
		@ConditionalOnMissingBean(ChatUserResolver.class)
		PrincipalNameUserResolver chatUserResolver(ChatTokenEndpointProperties properties) {
			return new PrincipalNameUserResolver(properties.getExternalIdPrefix());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.security.core.Authentication")
	static class WithoutSecurity {

		@Bean("io.github.tegrabox.chat.callerPolicy")
		CallerPolicy chatCallerPolicy() {
			return (principal) -> true;
		}

		@Bean("io.github.tegrabox.chat.userResolver")
		@ConditionalOnMissingBean(ChatUserResolver.class)
		RefusingUserResolver chatUserResolver() {
			return new RefusingUserResolver();
		}

	}

}
