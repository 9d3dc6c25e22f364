package io.github.tegrabox.chat.spring.durable;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedExceptionUtils;

/**
 * Tracks whether the store does what it is asked to do, and logs each change once.
 */
final class StoreWatch {

	private static final Logger logger = LoggerFactory.getLogger(StoreWatch.class);

	private final Clock clock;

	/** Callers whose last request failed. */
	private final Set<Object> failing = new HashSet<>();

	private @Nullable Instant failingSince;

	private @Nullable String problem;

	StoreWatch(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Notes that the store failed.
	 * @param who the caller; counts as failing until the store does what it asks for
	 * @param failure the reason
	 */
	synchronized void failed(Object who, Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		this.problem = cause.getClass().getSimpleName() + ": " + cause.getMessage();
		this.failing.add(who);
		if (this.failingSince == null) {
			this.failingSince = this.clock.instant();
			logger.warn("The store of chat positions does not answer; messages wait until it does", failure);
		}
	}

	synchronized void answered(Object who) {
		if (this.failing.remove(who) && this.failing.isEmpty()) {
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
