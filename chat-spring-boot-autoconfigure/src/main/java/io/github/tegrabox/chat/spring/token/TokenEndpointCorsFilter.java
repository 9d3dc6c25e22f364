package io.github.tegrabox.chat.spring.token;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Filter of a WebFlux application that handles CORS for the token endpoint. It ignores
 * all other paths.
 */
public final class TokenEndpointCorsFilter implements WebFilter, Ordered {

	private final PathPattern path;

	private final @Nullable CorsWebFilter filter;

	private final ApplicationContext context;

	private final int order;

	/**
	 * Creates a filter.
	 * @param path the path of the endpoint
	 * @param cors the CORS configuration, {@code null} if the filter should do nothing
	 * @param context the context that serves the endpoint
	 * @param order the order of the filter
	 */
	public TokenEndpointCorsFilter(String path, @Nullable CorsConfiguration cors, ApplicationContext context,
			int order) {
		this.path = PathPatternParser.defaultInstance.parse(path);
		this.filter = (cors != null) ? new CorsWebFilter((exchange) -> cors) : null;
		this.context = context;
		this.order = order;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		CorsWebFilter filter = this.filter;
		if (filter == null) {
			return chain.filter(exchange);
		}
		boolean mine = exchange.getApplicationContext() == this.context
				&& this.path.matches(exchange.getRequest().getPath().pathWithinApplication());
		return mine ? filter.filter(exchange, chain) : chain.filter(exchange);
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}
