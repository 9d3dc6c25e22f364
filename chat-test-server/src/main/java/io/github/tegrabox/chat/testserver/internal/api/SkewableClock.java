package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that can be set ahead or behind while it runs.
 */
public final class SkewableClock extends Clock {

	private final Clock clock;

	private volatile Duration skew = Duration.ZERO;

	/**
	 * Creates a clock that goes right.
	 * @param clock the right time
	 */
	public SkewableClock(Clock clock) {
		this.clock = clock;
	}

	void skew(Duration skew) {
		this.skew = skew;
	}

	@Override
	public ZoneId getZone() {
		return this.clock.getZone();
	}

	@Override
	public Clock withZone(ZoneId zone) {
		return this.clock.withZone(zone);
	}

	@Override
	public Instant instant() {
		return this.clock.instant().plus(this.skew);
	}

}
