package io.github.tegrabox.chat.internal.socket.session;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Clocks and time limits of a socket.
 *
 * @param clock the time of day
 * @param nanos a monotonic time in nanoseconds
 * @param longestPause how long reading may pause during a burst
 * @param workerWait how long a worker waits at most for more events while many arrive
 * @param handshakeLimit how long a handshake may take
 */
public record EngineTime(Clock clock, LongSupplier nanos, Duration longestPause, Duration workerWait,
		Duration handshakeLimit) {

	/**
	 * Creates the time of the system. The handshake limit is that of Socket.IO's own
	 * clients.
	 * @param clock the time of day
	 * @return the time
	 */
	static EngineTime of(Clock clock) {
		return new EngineTime(clock, System::nanoTime, Duration.ofMillis(100), Duration.ofNanos(400_000),
				Duration.ofSeconds(20));
	}

}
