package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.spring.metrics.ChatObservationDocumentation;
import io.github.tegrabox.chat.spring.metrics.ChatObservationDocumentation.ListenerKeyNames;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observations of calls of listeners.
 */
final class ListenerObservations {

	private final ObservationRegistry registry;

	ListenerObservations(ObservationRegistry registry) {
		this.registry = registry;
	}

	Observation start(String listenerId, String eventType) {
		if (this.registry.isNoop()) {
			return Observation.NOOP;
		}
		return ChatObservationDocumentation.LISTENER.observation(this.registry)
			.contextualName("chat listener " + listenerId)
			.lowCardinalityKeyValue(ListenerKeyNames.LISTENER_ID.withValue(listenerId))
			.lowCardinalityKeyValue(ListenerKeyNames.EVENT_TYPE.withValue(eventType))
			.start();
	}

	static void stop(Observation observation, @Nullable Throwable failure) {
		if (observation.isNoop()) {
			return;
		}
		observation.lowCardinalityKeyValue(ListenerKeyNames.OUTCOME.withValue((failure != null) ? "error" : "success"));
		if (failure != null) {
			observation.error(failure);
		}
		observation.stop();
	}

}
