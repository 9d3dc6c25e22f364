package io.github.tegrabox.chat.spring.token;

import java.security.Principal;
import java.util.Optional;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

/**
 * The token endpoint in a WebFlux application. It calls the resolver on a thread that may
 * block.
 */
public final class ReactiveTokenEndpoint implements WebHandler {

	private final TokenEndpoint endpoint;

	/**
	 * Creates the handler.
	 * @param endpoint the endpoint
	 */
	public ReactiveTokenEndpoint(TokenEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		return exchange.<Principal>getPrincipal()
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((principal) -> this.endpoint
				.answer(exchange.getRequest().getMethod().name(), principal.orElse(null))
				.subscribeOn(Schedulers.boundedElastic()))
			.flatMap((answer) -> write(answer, exchange.getResponse()));
	}

	private static Mono<Void> write(TokenAnswer answer, ServerHttpResponse response) {
		response.setStatusCode(answer.status());
		answer.headers().forEach(response.getHeaders()::set);
		if (answer.body().isEmpty()) {
			return response.setComplete();
		}
		DataBuffer body = response.bufferFactory().wrap(answer.bytes());
		response.getHeaders().setContentLength(body.readableByteCount());
		return response.writeWith(Mono.just(body));
	}

}
