package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.spring.token.ReactiveTokenEndpoint;
import io.github.tegrabox.chat.spring.token.ReactiveTokenEndpointMapping;
import io.github.tegrabox.chat.spring.token.ServletTokenEndpoint;
import io.github.tegrabox.chat.spring.token.TokenEndpoint;
import io.github.tegrabox.chat.spring.token.TokenEndpointCorsFilter;
import jakarta.servlet.DispatcherType;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/**
 * The endpoint on each of the web stacks. What pages of other origins may do is answered
 * by a filter before Spring Security, since a browser's first question carries no
 * credentials. Without a reactive client, as beside a mock, there is no endpoint.
 */
final class HandlerConfigurations {

	/**
	 * Before controllers, so that one that catches every path does not catch this one.
	 */
	private static final int ORDER = -1;

	/**
	 * After filters that say how the request reached a proxy, before Spring Security.
	 */
	private static final int CORS_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	private static final Pattern ORIGIN = Pattern
		.compile("null|[A-Za-z][A-Za-z0-9+.-]*://([\\w.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?/?");

	private static final Pattern PATH = Pattern.compile("/?[\\w.~!$&'()+,;=@%-]+(/[\\w.~!$&'()+,;=:@%-]+)*/?");

	private HandlerConfigurations() {
	}

	/**
	 * What other origins may do, {@code null} if there are none that may.
	 */
	private static @Nullable CorsConfiguration cors(ChatTokenEndpointProperties properties) {
		if (properties.getAllowedOrigins().isEmpty()) {
			return null;
		}
		CorsConfiguration cors = new CorsConfiguration();
		properties.getAllowedOrigins().forEach(HandlerConfigurations::checkOrigin);
		cors.setAllowedOrigins(properties.getAllowedOrigins());
		cors.setAllowedMethods(List.of("GET", "HEAD", "POST"));
		cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		cors.setAllowCredentials(true);
		return cors;
	}

	/**
	 * What is no origin would allow nobody, and say nothing.
	 */
	private static void checkOrigin(String origin) {
		if (!ORIGIN.matcher(origin).matches()) {
			throw new InvalidConfigurationPropertyValueException("chat.token-endpoint.allowed-origins", origin,
					"each must be one origin, as in 'https://app.example.com' or 'http://localhost:5173'");
		}
	}

	private static String path(ChatTokenEndpointProperties properties) {
		String path = properties.getPath();
		if (!PATH.matcher(path).matches()) {
			throw new InvalidConfigurationPropertyValueException("chat.token-endpoint.path", path,
					"it must be no more than a path, as in '/api/chat/token'");
		}
		return path.startsWith("/") ? path : '/' + path;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(DispatcherServlet.class)
	static class Servlet {

		@Bean("io.github.tegrabox.chat.tokenEndpointMapping")
		@Nullable SimpleUrlHandlerMapping chatTokenEndpointMapping(TokenEndpoint endpoint,
				ObjectProvider<ReactiveChatClient> client, ChatTokenEndpointProperties properties) {
			return (client.getIfAvailable() != null)
					? new SimpleUrlHandlerMapping(Map.of(path(properties), new ServletTokenEndpoint(endpoint)), ORDER)
					: null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass({ DispatcherServlet.class, FilterRegistrationBean.class, DispatcherServletPath.class })
	static class ServletCors {

		@Bean("io.github.tegrabox.chat.tokenEndpointCorsFilter")
		FilterRegistrationBean<CorsFilter> chatTokenEndpointCorsFilter(ChatTokenEndpointProperties properties,
				ObjectProvider<DispatcherServletPath> servlet) {
			CorsConfiguration cors = cors(properties);
			FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(
					new CorsFilter((request) -> cors));
			if (cors == null) {
				registration.setEnabled(false);
				return registration;
			}
			registration.setName("io.github.tegrabox.chat.tokenEndpointCorsFilter");
			DispatcherServletPath prefix = servlet.getIfUnique();
			registration.addUrlPatterns((prefix != null) ? prefix.getRelativePath(path(properties)) : path(properties));
			registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
			registration.setOrder(CORS_ORDER);
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean("io.github.tegrabox.chat.tokenEndpointMapping")
		@Nullable ReactiveTokenEndpointMapping chatTokenEndpointMapping(TokenEndpoint endpoint,
				ObjectProvider<ReactiveChatClient> client, ChatTokenEndpointProperties properties) {
			return (client.getIfAvailable() != null)
					? new ReactiveTokenEndpointMapping(path(properties), new ReactiveTokenEndpoint(endpoint), ORDER)
					: null;
		}

		@Bean("io.github.tegrabox.chat.tokenEndpointCorsFilter")
		TokenEndpointCorsFilter chatTokenEndpointCorsFilter(ChatTokenEndpointProperties properties,
				ApplicationContext context) {
			return new TokenEndpointCorsFilter(path(properties), cors(properties), context, CORS_ORDER);
		}

	}

}
