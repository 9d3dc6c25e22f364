package io.github.tegrabox.chat.spring.durable;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watch on whether the store answers. Says so in the log once at each turn.
 */
final class StoreWatch {

	private static final Logger logger = LoggerFactory.getLogger(StoreWatch.class);

	private final Clock clock;

	private @Nullable Instant failingSince;

	private @Nullable String problem;

	StoreWatch(Clock clock) {
		this.clock = clock;
	}

	synchronized void failed(Throwable failure) {
		this.problem = failure.getClass().getSimpleName() + ": " + failure.getMessage();
		if (this.failingSince == null) {
			this.failingSince = this.clock.instant();
			logger.warn("The store of chat positions does not answer; messages wait until it does", failure);
		}
	}

	synchronized void answered() {
		if (this.failingSince != null) {
			logger.info("The store of chat positions answers again");
			this.failingSince = null;
			this.problem = null;
		}
	}

	synchronized @Nullable Instant failingSince() {
		return this.failingSince;
	}

	synchronized @Nullable String problem() {
		return this.problem;
	}

}
