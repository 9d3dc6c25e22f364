package io.github.tegrabox.chat.internal.socket.session;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time of a socket.
 *
 * @param clock the time of day
 * @param nanos a time that only moves forward
 * @param longestPause how long reading may pause for a burst
 * @param workerWait how long a worker at most waits for more while events come thick and
 * fast
 * @param handshakeLimit how long a handshake may take
 */
public record EngineTime(Clock clock, LongSupplier nanos, Duration longestPause, Duration workerWait,
		Duration handshakeLimit) {

	/**
	 * The time of the system. The limit of the handshake is that of Socket.IO's own
	 * clients.
	 * @param clock the time of day
	 * @return the time
	 */
	static EngineTime of(Clock clock) {
		return new EngineTime(clock, System::nanoTime, Duration.ofMillis(100), Duration.ofNanos(400_000),
				Duration.ofSeconds(20));
	}

}
