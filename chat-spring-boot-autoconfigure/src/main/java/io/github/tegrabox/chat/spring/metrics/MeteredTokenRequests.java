package io.github.tegrabox.chat.spring.metrics;

import java.time.Duration;
import java.util.Locale;

import io.github.tegrabox.chat.spring.metrics.ChatMeterDocumentation.OutcomeKeyNames;
import io.github.tegrabox.chat.spring.token.TokenOutcome;
import io.github.tegrabox.chat.spring.token.TokenRequestObserver;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Observer that times requests to the token endpoint.
 */
public final class MeteredTokenRequests implements TokenRequestObserver {

	private final Meter.MeterProvider<Timer> timer;

	/**
	 * Creates an observer.
	 * @param registry the registry of the timers
	 */
	public MeteredTokenRequests(MeterRegistry registry) {
		this.timer = Timer.builder(ChatMeterDocumentation.TOKENS_ISSUED.getName())
			.description("Time that requests to the token endpoint took")
			.withRegistry(registry);
	}

	@Override
	public void answered(TokenOutcome outcome, Duration duration) {
		this.timer.withTag(OutcomeKeyNames.OUTCOME.asString(), outcome.name().toLowerCase(Locale.ROOT))
			.record(duration);
	}

}
