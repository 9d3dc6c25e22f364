package io.github.tegrabox.chat.internal.http;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Adds the operation to WebClient's observation, whatever its convention.
 */
final class OperationFilter implements ExchangeFilterFunction {

	static final String OPERATION = "chat.operation";

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Object operation = request.attributes().get(OPERATION);
		return Mono.deferContextual((context) -> {
			Object current = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
			if (current instanceof Observation observation && !observation.isNoop() && operation != null) {
				observation.lowCardinalityKeyValue(OPERATION, operation.toString());
			}
			return next.exchange(request);
		});
	}

}
