package io.github.tegrabox.chat.spring.token;

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
 * Filter of a WebFlux application that tells pages of other origins what they may do with
 * the token endpoint, and looks at no other path.
 */
public final class TokenEndpointCorsFilter implements WebFilter, Ordered {

	private final PathPattern path;

	private final CorsWebFilter filter;

	private final ApplicationContext context;

	private final int order;

	/**
	 * Creates a filter.
	 * @param path the path of the endpoint
	 * @param cors what other origins may do
	 * @param context the context that serves the endpoint
	 * @param order the order among filters
	 */
	public TokenEndpointCorsFilter(String path, CorsConfiguration cors, ApplicationContext context, int order) {
		this.path = PathPatternParser.defaultInstance.parse(path);
		this.filter = new CorsWebFilter((exchange) -> cors);
		this.context = context;
		this.order = order;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		boolean mine = exchange.getApplicationContext() == this.context
				&& this.path.matches(exchange.getRequest().getPath().pathWithinApplication());
		return mine ? this.filter.filter(exchange, chain) : chain.filter(exchange);
	}

	@Override
	public int getOrder() {
		return this.order;
	}

}
