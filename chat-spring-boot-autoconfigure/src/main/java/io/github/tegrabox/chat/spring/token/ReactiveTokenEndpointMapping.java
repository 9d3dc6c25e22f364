package io.github.tegrabox.chat.spring.token;

import java.util.Map;

import reactor.core.publisher.Mono;

import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * Mapping of the path to the endpoint in a WebFlux application. It applies in its own
 * context only: a child context that serves another port, such as Actuator's, also uses
 * the mappings of its parent.
 */
public final class ReactiveTokenEndpointMapping extends SimpleUrlHandlerMapping {

	/**
	 * Creates a mapping.
	 * @param path the path of the endpoint
	 * @param endpoint the endpoint
	 * @param order the order of the mapping
	 */
	public ReactiveTokenEndpointMapping(String path, ReactiveTokenEndpoint endpoint, int order) {
		super(Map.of(path, endpoint), order);
	}

	@Override
	public Mono<Object> getHandlerInternal(ServerWebExchange exchange) {
		return (exchange.getApplicationContext() == getApplicationContext()) ? super.getHandlerInternal(exchange)
				: Mono.empty();
	}

}
