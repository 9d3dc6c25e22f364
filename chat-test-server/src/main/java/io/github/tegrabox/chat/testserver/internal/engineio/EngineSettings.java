package io.github.tegrabox.chat.testserver.internal.engineio;

import java.time.Duration;

/**
 * Times and limits of Engine.IO sessions.
 *
 * @param pingInterval the time between two pings of the server
 * @param pingTimeout the time a client has to answer a ping
 * @param upgradeTimeout the time a client has to complete an upgrade
 * @param maxPayload the largest message and the largest polling body received, in bytes
 * @param maxBuffered the bytes that may wait for a client that does not read, before its
 * connection is closed
 */
public record EngineSettings(Duration pingInterval, Duration pingTimeout, Duration upgradeTimeout, int maxPayload,
		int maxBuffered) {

	private static final int MEGABYTE = 1_000_000;

	/**
	 * Returns the defaults of the Socket.IO server for Node.js.
	 * @return pings each 25 s, answered within 20 s; upgrades within 10 s; messages of up
	 * to 1 MB
	 */
	public static EngineSettings defaults() {
		return new EngineSettings(Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(10), MEGABYTE,
				64 * MEGABYTE);
	}

	/**
	 * Returns these settings with another heartbeat.
	 * @param pingInterval the time between two pings of the server
	 * @param pingTimeout the time a client has to answer a ping
	 * @return new settings
	 */
	public EngineSettings withHeartbeat(Duration pingInterval, Duration pingTimeout) {
		return new EngineSettings(pingInterval, pingTimeout, this.upgradeTimeout, this.maxPayload, this.maxBuffered);
	}

}
