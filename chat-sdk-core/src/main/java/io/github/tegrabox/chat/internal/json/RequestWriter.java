package io.github.tegrabox.chat.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.Map;

import io.github.tegrabox.chat.wire.RoomPayload;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import tools.jackson.core.JsonGenerator;

/**
 * Writer of requests and events. Translates our field names, in snake_case.
 */
public final class RequestWriter {

	private final WireSettings wire;

	/**
	 * Creates a writer.
	 * @param wire the settings with the server's field names
	 */
	public RequestWriter(WireSettings wire) {
		this.wire = wire;
	}

	/**
	 * Writes a body.
	 * @param operation the operation that the body is for
	 * @param fields the values by our field names
	 * @return the body
	 */
	public byte[] body(WireOperation operation, Map<String, Object> fields) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(256);
		try (JsonGenerator json = WireJson.generator(out)) {
			json.writeStartObject();
			fields.forEach((field, value) -> {
				json.writeName(this.wire.fieldName(operation, field));
				if (value instanceof Long number) {
					json.writeNumber(number);
				}
				else {
					json.writeString(value.toString());
				}
			});
			json.writeEndObject();
		}
		return out.toByteArray();
	}

	/**
	 * Returns the payload of the events about a room: joining, leaving, typing.
	 * @param roomId the id of the room
	 * @return the payload
	 */
	public Object room(String roomId) {
		return (this.wire.roomPayload() == RoomPayload.ID) ? roomId : Map.of(name("room_id"), roomId);
	}

	/**
	 * Returns the payload of the event that sends a message.
	 * @param roomId the id of the room
	 * @param content the text
	 * @return the payload
	 */
	public Object message(String roomId, String content) {
		return Map.of(name("room_id"), roomId, "content", content);
	}

	private String name(String field) {
		return this.wire.names().of(field);
	}

}
