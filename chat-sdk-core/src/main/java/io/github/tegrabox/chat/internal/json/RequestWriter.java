package io.github.tegrabox.chat.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.wire.RoomPayload;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writer of what is sent. Fields have our names, in snake_case, until they are written.
 * Absent optional values are left out, never sent as {@code null}.
 */
public final class RequestWriter {

	private final WireSettings wire;

	/**
	 * Creates a writer.
	 * @param wire how the server calls fields
	 */
	public RequestWriter(WireSettings wire) {
		this.wire = wire;
	}

	/**
	 * Fields of {@code users.create}.
	 * @param input the user
	 * @return the fields
	 */
	public static Map<String, Object> createUser(CreateUserInput input) {
		return fields("username", input.username(), "external_user_id", input.externalUserId(), "display_name",
				input.displayName(), "email", input.email());
	}

	/**
	 * Fields of {@code users.update}.
	 * @param input what to change
	 * @return the fields
	 */
	public static Map<String, Object> updateUser(UpdateUserInput input) {
		return fields("username", input.username(), "display_name", input.displayName(), "email", input.email(),
				"status", input.status());
	}

	/**
	 * Fields of {@code users.generateToken}.
	 * @param expiresIn the life of the token in seconds, {@code null} for the server's
	 * default
	 * @return the fields
	 */
	public static Map<String, Object> generateToken(@Nullable Long expiresIn) {
		return fields("expires_in", expiresIn);
	}

	/**
	 * Fields of {@code rooms.create}.
	 * @param input the room
	 * @return the fields
	 */
	public static Map<String, Object> createRoom(CreateRoomInput input) {
		return fields("name", input.name(), "created_by", input.createdBy());
	}

	/**
	 * Fields of {@code rooms.update}.
	 * @param input what to change
	 * @return the fields
	 */
	public static Map<String, Object> updateRoom(UpdateRoomInput input) {
		return fields("name", input.name());
	}

	/**
	 * Fields of {@code messages.create}.
	 * @param input the message
	 * @return the fields
	 */
	public static Map<String, Object> createMessage(CreateMessageInput input) {
		return fields("content", input.content(), "user_id", input.userId());
	}

	/**
	 * Writes a body.
	 * @param operation the operation it is sent for
	 * @param fields values by our names of their fields
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
	 * Payload of the events about a room: joining, leaving, typing.
	 * @param roomId the id of the room
	 * @return the payload
	 */
	public Object room(String roomId) {
		return (this.wire.roomPayload() == RoomPayload.ID) ? roomId : Map.of(name("room_id"), roomId);
	}

	/**
	 * Payload of the event that sends a message.
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

	private static Map<String, Object> fields(@Nullable Object... namesAndValues) {
		Map<String, Object> fields = new LinkedHashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			Object value = namesAndValues[i + 1];
			if (value != null) {
				fields.put(String.valueOf(namesAndValues[i]), value);
			}
		}
		return fields;
	}

}
