package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.model.Message;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Observes each send until its acknowledgement, as {@code chat.socket.send}.
 */
final class SendObservations {

	private static final Logger logger = LoggerFactory.getLogger(SendObservations.class);

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
			if (!guarded(observation::start)) {
				return send;
			}
			return send.doOnSuccess((message) -> stop(observation, "success")).doOnError((ex) -> {
				guarded(() -> observation.error(ex));
				stop(observation, "error");
			}).doOnCancel(() -> stop(observation, "cancelled"));
		});
	}

	private static void stop(Observation observation, String outcome) {
		guarded(() -> observation.lowCardinalityKeyValue(OUTCOME, outcome).stop());
	}

	/** An application's handler or filter that fails must not fail the send. */
	private static boolean guarded(Runnable step) {
		try {
			step.run();
			return true;
		}
		catch (RuntimeException ex) {
			logger.warn("The observation of a send failed", ex);
			return false;
		}
	}

}
