package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.model.Message;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import reactor.core.publisher.Mono;

/**
 * Observes sends until their acknowledgement, as {@code chat.socket.send}.
 */
final class SendObservations {

	private static final String NAME = "chat.socket.send";

	private static final String OUTCOME = "outcome";

	private final ObservationRegistry registry;

	SendObservations(ObservationRegistry registry) {
		this.registry = registry;
	}

	Mono<Message> observe(Mono<Message> send) {
		if (this.registry.isNoop()) {
			return send;
		}
		return Mono.deferContextual((context) -> {
			Observation observation = Observation.createNotStarted(NAME, this.registry)
				.contextualName("chat socket send");
			Observation parent = context.getOrDefault(ObservationThreadLocalAccessor.KEY,
					this.registry.getCurrentObservation());
			if (parent != null) {
				observation.parentObservation(parent);
			}
			observation.start();
			return send.doOnSuccess((message) -> stop(observation, "success")).doOnError((ex) -> {
				observation.error(ex);
				stop(observation, "error");
			}).doOnCancel(() -> stop(observation, "cancelled"));
		});
	}

	private static void stop(Observation observation, String outcome) {
		observation.lowCardinalityKeyValue(OUTCOME, outcome).stop();
	}

}
