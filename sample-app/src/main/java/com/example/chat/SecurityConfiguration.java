package com.example.chat;

import io.github.tegrabox.chat.boot.autoconfigure.ChatConnectionDetails;
import jakarta.servlet.DispatcherType;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.session.HttpSessionEventPublisher;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Who may do what: a form login with three demo users. The token endpoint takes its
 * caller from here.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	@Bean
	SecurityFilterChain security(HttpSecurity http, ChatConnectionDetails chat) {
		String policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' "
				+ chat.getBaseUrl().replaceFirst("^http", "ws")
				+ "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
		http.authorizeHttpRequests(
				(requests) -> requests.requestMatchers("/login", "/css/**", "/favicon.svg", "/actuator/health/**")
					.permitAll()
					// The end of a stream, after a log-out too.
					.dispatcherTypeMatchers(DispatcherType.ASYNC)
					.permitAll()
					.anyRequest()
					.authenticated());
		http.formLogin((login) -> login.loginPage("/login").defaultSuccessUrl("/", true));
		http.httpBasic(Customizer.withDefaults()); // For what scrapes the meters.
		http.exceptionHandling((exceptions) -> exceptions.defaultAuthenticationEntryPointFor(
				new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), PathPatternRequestMatcher.pathPattern("/api/**")));
		http.headers((headers) -> headers.contentSecurityPolicy((csp) -> csp.policyDirectives(policy)));
		return http.build();
	}

	/** Tells when somebody's session ends. */
	@Bean
	HttpSessionEventPublisher sessionEvents() {
		return new HttpSessionEventPublisher();
	}

	@Bean
	UserDetailsService users() {
		return new InMemoryUserDetailsManager(demoUser("alice"), demoUser("bob"), demoUser("carol"));
	}

	private static UserDetails demoUser(String name) {
		return User.withUsername(name).password("{noop}" + name).roles("USER").build();
	}

}
