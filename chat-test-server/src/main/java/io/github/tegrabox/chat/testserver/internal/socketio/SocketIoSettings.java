package io.github.tegrabox.chat.testserver.internal.socketio;

import java.time.Duration;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineSettings;

/**
 * Times and limits of a Socket.IO server.
 *
 * @param engine those of the connections
 * @param connectTimeout the time a connection has to join a namespace
 * @param maxAttachments the most binary attachments of a packet
 * @param maxDepth the deepest nesting of a packet's JSON
 */
public record SocketIoSettings(EngineSettings engine, Duration connectTimeout, int maxAttachments, int maxDepth) {

	/**
	 * Returns the defaults of the Socket.IO server for Node.js.
	 * @return 45 s to join a namespace, 10 attachments
	 */
	public static SocketIoSettings defaults() {
		return new SocketIoSettings(EngineSettings.defaults(), Duration.ofSeconds(45), 10, 100);
	}

	/**
	 * Returns these settings with another heartbeat.
	 * @param pingInterval the time between two pings of the server
	 * @param pingTimeout the time a client has to answer a ping
	 * @return new settings
	 */
	public SocketIoSettings withHeartbeat(Duration pingInterval, Duration pingTimeout) {
		return new SocketIoSettings(this.engine.withHeartbeat(pingInterval, pingTimeout), this.connectTimeout,
				this.maxAttachments, this.maxDepth);
	}

}
