package io.github.tegrabox.chat.internal.socketio;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes the packets that a client sends, as Engine.IO messages. Runs on the caller's
 * thread, so that the caller learns of a payload that cannot be written.
 */
final class PacketWriter {

	/**
	 * The most characters of an event that is sent.
	 */
	private static final int MAX_LENGTH = 1024 * 1024;

	private PacketWriter() {
	}

	/**
	 * Creates the packet that enters a namespace.
	 * @param namespace the namespace
	 * @param auth the credential, empty for none
	 * @return the message
	 */
	static String connect(String namespace, Map<String, String> auth) {
		StringWriter out = new StringWriter(512);
		out.append("40").append(head(namespace));
		if (!auth.isEmpty()) {
			try (JsonGenerator json = WireJson.generator(out)) {
				value(json, auth);
			}
		}
		return out.toString();
	}

	/**
	 * Creates the packet that leaves a namespace.
	 */
	static String disconnect(String namespace) {
		return "41" + head(namespace);
	}

	private static String head(String namespace) {
		return (namespace.length() == 1) ? "" : namespace + ',';
	}

	/**
	 * Creates the packet of an event.
	 * @param namespace the namespace
	 * @param ackId the id of the acknowledgement asked for, or -1
	 * @param event the name
	 * @param payload the only argument
	 * @return the message
	 * @throws ChatWebSocketException if it cannot be written
	 */
	static String event(String namespace, int ackId, String event, Object payload) {
		StringWriter out = new StringWriter(128);
		out.append("42").append(head(namespace));
		if (ackId >= 0) {
			out.append(Integer.toString(ackId));
		}
		try (JsonGenerator json = WireJson.generator(out)) {
			json.writeStartArray();
			json.writeString(event);
			value(json, payload);
			json.writeEndArray();
		}
		catch (RuntimeException ex) {
			throw ChatWebSocketException.notSent("The payload of '" + event + "' cannot be encoded", ex);
		}
		if (out.getBuffer().length() > MAX_LENGTH) {
			throw tooLarge("The payload of '" + event + "' is longer than " + MAX_LENGTH + " characters");
		}
		return out.toString();
	}

	/**
	 * Creates the failure for an event that no connection would accept, as its code
	 * shows.
	 */
	static ChatWebSocketException tooLarge(String words) {
		return ChatWebSocketException.refused("payload_too_large", words);
	}

	private static void value(JsonGenerator json, @Nullable Object value) {
		if (value == null) {
			json.writeNull();
		}
		else if (value instanceof String text) {
			json.writeString(text);
		}
		else if (value instanceof Boolean flag) {
			json.writeBoolean(flag);
		}
		else if (value instanceof Integer || value instanceof Long) {
			json.writeNumber(((Number) value).longValue());
		}
		else if (value instanceof Number number) {
			json.writeNumber(new BigDecimal(number.toString()));
		}
		else if (value instanceof Map<?, ?> map) {
			json.writeStartObject();
			map.forEach((name, child) -> {
				json.writeName(String.valueOf(name));
				value(json, child);
			});
			json.writeEndObject();
		}
		else if (value instanceof Collection<?> list) {
			json.writeStartArray();
			list.forEach((child) -> value(json, child));
			json.writeEndArray();
		}
		else {
			throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
		}
	}

}
