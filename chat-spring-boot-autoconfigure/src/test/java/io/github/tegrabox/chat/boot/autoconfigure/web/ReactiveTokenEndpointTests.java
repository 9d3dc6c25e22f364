package io.github.tegrabox.chat.boot.autoconfigure.web;

import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * Tests of the token endpoint in a WebFlux application.
 */
class ReactiveTokenEndpointTests extends AbstractTokenEndpointTests {

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	Class<?> guarded() {
		return Guarded.class;
	}

	@Override
	WebApplicationType type() {
		return WebApplicationType.REACTIVE;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Guarded {

		@Bean
		ReactiveUserDetailsService users() {
			return new Application().users();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.anonymous(Customizer.withDefaults())
				.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.build();
		}

		/**
		 * Stores no passwords, so that none is encoded anew, in the way that is slow.
		 */
		@Bean
		ReactiveUserDetailsService users() {
			return (name) -> name.matches("alice|carol") ? Mono.just(user(name)) : Mono.empty();
		}

		private static UserDetails user(String name) {
			return User.withUsername(name).password("{noop}password").roles("USER").build();
		}

	}

}
