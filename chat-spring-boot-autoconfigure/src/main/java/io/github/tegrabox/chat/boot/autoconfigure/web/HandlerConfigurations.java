package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.spring.token.ReactiveTokenEndpoint;
import io.github.tegrabox.chat.spring.token.ServletTokenEndpoint;
import io.github.tegrabox.chat.spring.token.TokenEndpoint;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * The endpoint on each of the web stacks.
 */
final class HandlerConfigurations {

	/**
	 * Before controllers, so that one that catches every path does not catch this one.
	 */
	private static final int ORDER = -1;

	private HandlerConfigurations() {
	}

	private static Map<String, CorsConfiguration> cors(ChatTokenEndpointProperties properties) {
		if (properties.getAllowedOrigins().isEmpty()) {
			return Map.of();
		}
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOrigins(properties.getAllowedOrigins());
		cors.setAllowedMethods(List.of("GET", "HEAD", "POST"));
		cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		cors.setAllowCredentials(true);
		cors.validateAllowCredentials();
		return Map.of(properties.getPath(), cors);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static class Servlet {

		@Bean
		SimpleUrlHandlerMapping chatTokenEndpointMapping(TokenEndpoint endpoint,
				ChatTokenEndpointProperties properties) {
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(
					Map.of(properties.getPath(), new ServletTokenEndpoint(endpoint)), ORDER);
			mapping.setCorsConfigurations(cors(properties));
			return mapping;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean
		org.springframework.web.reactive.handler.SimpleUrlHandlerMapping chatTokenEndpointMapping(
				TokenEndpoint endpoint, ChatTokenEndpointProperties properties) {
			var mapping = new org.springframework.web.reactive.handler.SimpleUrlHandlerMapping(
					Map.of(properties.getPath(), new ReactiveTokenEndpoint(endpoint)), ORDER);
			mapping.setCorsConfigurations(cors(properties));
			return mapping;
		}

	}

}
