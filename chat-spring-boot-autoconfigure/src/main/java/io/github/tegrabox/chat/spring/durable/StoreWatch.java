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
 * Watch on whether the store does what it is asked for. Says so in the log once at each
 * turn.
 */
final class StoreWatch {

	private static final Logger logger = LoggerFactory.getLogger(StoreWatch.class);

	private final Clock clock;

	/** Who asked in vain. */
	private final Set<Object> failing = new HashSet<>();

	private @Nullable Instant failingSince;

	private @Nullable String problem;

	StoreWatch(Clock clock) {
		this.clock = clock;
	}

	/**
	 * The store has not done what it was asked for.
	 * @param who whoever asked; fails until the store does what this one asks for
	 * @param failure why
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
