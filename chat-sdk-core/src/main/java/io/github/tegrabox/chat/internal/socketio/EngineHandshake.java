package io.github.tegrabox.chat.internal.socketio;

import java.time.Duration;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The Engine.IO handshake, which the server sends first.
 *
 * @param sid the id of the session
 * @param pingInterval the time between two pings
 * @param pingTimeout how late a ping may be
 * @param maxPayload the most bytes that the server accepts at once
 */
public record EngineHandshake(String sid, Duration pingInterval, Duration pingTimeout, int maxPayload) {

	private static final String OLD_PROTOCOL = "The server speaks Socket.IO 2 or older; it has to be 3 or newer";

	/**
	 * Returns the failure for the handshake of an older server.
	 * @return the failure
	 */
	public static ChatDecodingException oldProtocol() {
		return new ChatDecodingException(OLD_PROTOCOL, null);
	}

	/**
	 * Returns the failure for an answer that is not a handshake at all.
	 * @param answer the answer, or its beginning
	 * @return the failure
	 */
	public static ChatDecodingException foreign(String answer) {
		String words = ErrorReader.excerpt(answer);
		return new ChatDecodingException(words.isEmpty() ? "it is empty" : "it begins with: " + words, null);
	}

	static boolean isOldProtocol(ChatDecodingException failure) {
		return OLD_PROTOCOL.equals(failure.getMessage());
	}

	/**
	 * Reads the JSON of the handshake.
	 * @param json the JSON
	 * @return the handshake
	 * @throws ChatDecodingException if it is not valid
	 */
	public static EngineHandshake read(String json) {
		Fields fields = new Fields();
		try (JsonParser parser = WireJson.parser(json)) {
			fields.read(parser);
		}
		catch (JacksonException ex) {
			throw new ChatDecodingException("The handshake is no valid JSON", null);
		}
		if (fields.sid == null || fields.pingInterval <= 0 || fields.pingTimeout <= 0) {
			throw new ChatDecodingException("The handshake lacks a session or its heartbeat", null);
		}
		int maxPayload = (int) Math.min(fields.maxPayload, Integer.MAX_VALUE);
		return new EngineHandshake(fields.sid, Duration.ofMillis(fields.pingInterval),
				Duration.ofMillis(fields.pingTimeout), (maxPayload > 0) ? maxPayload : Integer.MAX_VALUE);
	}

	private static final class Fields {

		private @Nullable String sid;

		private long pingInterval;

		private long pingTimeout;

		private long maxPayload;

		private void read(JsonParser parser) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return;
			}
			for (@Nullable
			String name = parser.nextName(); name != null; name = parser.nextName()) {
				JsonToken token = parser.nextToken();
				switch (name) {
					case "sid" -> this.sid = (token == JsonToken.VALUE_STRING) ? parser.getString() : null;
					case "pingInterval" -> this.pingInterval = number(parser);
					case "pingTimeout" -> this.pingTimeout = number(parser);
					case "maxPayload" -> this.maxPayload = number(parser);
					default -> parser.skipChildren();
				}
			}
			if (parser.nextToken() != null) {
				throw new ChatDecodingException("The handshake goes on after its end", null);
			}
		}

		private static long number(JsonParser parser) {
			parser.skipChildren();
			return parser.currentToken().isNumeric() ? (long) parser.getDoubleValue() : 0;
		}

	}

}
