package io.github.tegrabox.chat.internal.json;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Consumer;

import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writer of what is sent, exactly as the contract has it: the bodies of requests in
 * UTF-8, and the payloads of events. What is {@code null} is left out.
 */
public final class RequestWriter {

	private RequestWriter() {
	}

	/**
	 * Body of {@code users.create}.
	 * @param input the user
	 * @return the body
	 */
	public static byte[] createUser(CreateUserInput input) {
		return object((json) -> {
			text(json, "username", input.username());
			text(json, "external_user_id", input.externalUserId());
			text(json, "display_name", input.displayName());
			text(json, "email", input.email());
		});
	}

	/**
	 * Body of {@code users.update}.
	 * @param input what to change
	 * @return the body
	 */
	public static byte[] updateUser(UpdateUserInput input) {
		return object((json) -> {
			text(json, "username", input.username());
			text(json, "display_name", input.displayName());
			text(json, "email", input.email());
			text(json, "status", input.status());
		});
	}

	/**
	 * Body of {@code users.generateToken}.
	 * @param expiresIn the life of the token in seconds, {@code null} for the server's
	 * default
	 * @return the body
	 */
	public static byte[] generateToken(@Nullable Long expiresIn) {
		return object((json) -> {
			if (expiresIn != null) {
				json.writeNumberProperty("expires_in", expiresIn);
			}
		});
	}

	/**
	 * Body of {@code rooms.create}.
	 * @param input the room
	 * @return the body
	 */
	public static byte[] createRoom(CreateRoomInput input) {
		return object((json) -> {
			text(json, "name", input.name());
			text(json, "created_by", input.createdBy());
		});
	}

	/**
	 * Body of {@code rooms.update}.
	 * @param input what to change
	 * @return the body
	 */
	public static byte[] updateRoom(UpdateRoomInput input) {
		return object((json) -> text(json, "name", input.name()));
	}

	/**
	 * Body of {@code rooms.join} and {@code rooms.leave} with the API key.
	 * @param userId the id of the user
	 * @return the body
	 */
	public static byte[] member(String userId) {
		return object((json) -> text(json, "user_id", userId));
	}

	/**
	 * Body of {@code messages.create}.
	 * @param input the message
	 * @return the body
	 */
	public static byte[] createMessage(CreateMessageInput input) {
		return object((json) -> {
			text(json, "content", input.content());
			text(json, "user_id", input.userId());
		});
	}

	/**
	 * Payload of the events about a room: joining, leaving, typing.
	 * @param roomId the id of the room
	 * @return the payload
	 */
	public static Map<String, String> room(String roomId) {
		return Map.of("room_id", roomId);
	}

	/**
	 * Payload of the event that sends a message.
	 * @param roomId the id of the room
	 * @param content the text
	 * @return the payload
	 */
	public static Map<String, String> message(String roomId, String content) {
		return Map.of("room_id", roomId, "content", content);
	}

	/**
	 * The {@code auth} payload of the socket.
	 * @param jwt the token
	 * @return the payload
	 */
	public static Map<String, String> auth(String jwt) {
		return Map.of("token", jwt);
	}

	private static void text(JsonGenerator json, String name, @Nullable String value) {
		if (value != null) {
			json.writeStringProperty(name, value);
		}
	}

	private static byte[] object(Consumer<JsonGenerator> fields) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(256);
		try (JsonGenerator json = WireJson.generator(out)) {
			json.writeStartObject();
			fields.accept(json);
			json.writeEndObject();
		}
		return out.toByteArray();
	}

}
