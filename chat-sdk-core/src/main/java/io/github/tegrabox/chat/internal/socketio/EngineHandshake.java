package io.github.tegrabox.chat.internal.socketio;

import java.time.Duration;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a server says first: its heartbeat.
 *
 * @param pingInterval the time between two pings
 * @param pingTimeout how late a ping may be
 */
record EngineHandshake(Duration pingInterval, Duration pingTimeout) {

	/**
	 * Says to Socket.IO's client that a connection is open whose heartbeat it need not
	 * watch: the next ping is due in a century. The session watches.
	 */
	static final String UNWATCHED = """
			0{"sid":"-","upgrades":[],"pingInterval":3155760000000,"pingTimeout":0}""";

	/**
	 * Reads the JSON of the handshake.
	 * @throws ChatDecodingException if it is no valid one
	 */
	static EngineHandshake read(char[] text, int from, int to) {
		Fields fields = new Fields();
		try (JsonParser parser = WireJson.parser(text, from, to - from)) {
			fields.read(parser);
		}
		catch (JacksonException ex) {
			throw new ChatDecodingException("The handshake is no valid JSON", null);
		}
		if (!fields.sid || fields.pingInterval <= 0 || fields.pingTimeout <= 0) {
			throw new ChatDecodingException("The handshake lacks a session or its heartbeat", null);
		}
		return new EngineHandshake(Duration.ofMillis(fields.pingInterval), Duration.ofMillis(fields.pingTimeout));
	}

	private static final class Fields {

		private boolean sid;

		private long pingInterval;

		private long pingTimeout;

		private void read(JsonParser parser) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return;
			}
			for (@Nullable
			String name = parser.nextName(); name != null; name = parser.nextName()) {
				JsonToken token = parser.nextToken();
				switch (name) {
					case "sid" -> this.sid = token == JsonToken.VALUE_STRING;
					case "pingInterval" -> this.pingInterval = number(parser);
					case "pingTimeout" -> this.pingTimeout = number(parser);
					default -> parser.skipChildren();
				}
			}
			if (parser.nextToken() != null) {
				throw new ChatDecodingException("The handshake goes on after its end", null);
			}
		}

		private static long number(JsonParser parser) {
			parser.skipChildren();
			return (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) ? parser.getLongValue() : 0;
		}

	}

}
