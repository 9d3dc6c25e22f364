package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.spring.metrics.ChatObservationDocumentation;
import io.github.tegrabox.chat.spring.metrics.ChatObservationDocumentation.ListenerKeyNames;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observations of calls of listeners.
 */
final class ListenerObservations {

	private static final Logger logger = LoggerFactory.getLogger(ListenerObservations.class);

	private final ObservationRegistry registry;

	ListenerObservations(ObservationRegistry registry) {
		this.registry = registry;
	}

	Observation start(String listenerId, String eventType) {
		if (this.registry.isNoop()) {
			return Observation.NOOP;
		}
		try {
			return ChatObservationDocumentation.LISTENER.observation(this.registry)
				.contextualName("chat listener " + listenerId)
				.lowCardinalityKeyValue(ListenerKeyNames.LISTENER_ID.withValue(listenerId))
				.lowCardinalityKeyValue(ListenerKeyNames.EVENT_TYPE.withValue(eventType))
				.start();
		}
		catch (RuntimeException ex) {
			warn(ex);
			return Observation.NOOP;
		}
	}

	static void stop(Observation observation, @Nullable Throwable failure) {
		if (observation.isNoop()) {
			return;
		}
		observation.lowCardinalityKeyValue(ListenerKeyNames.OUTCOME.withValue((failure != null) ? "error" : "success"));
		if (failure != null) {
			guarded(() -> observation.error(failure));
		}
		guarded(observation::stop);
	}

	private static void guarded(Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException ex) {
			warn(ex);
		}
	}

	/**
	 * Logs a failure of the application's handlers or filters; the listener is still
	 * called.
	 */
	private static void warn(RuntimeException ex) {
		logger.warn("The observation of a listener failed", ex);
	}

}
