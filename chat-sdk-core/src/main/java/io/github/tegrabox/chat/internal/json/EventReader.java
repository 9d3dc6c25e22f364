package io.github.tegrabox.chat.internal.json;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Lenient reader of the events that a server sends over the socket.
 */
public final class EventReader {

	private final Map<String, Kind> kinds;

	private final String message;

	/**
	 * Creates a reader.
	 * @param names the names of the events
	 */
	public EventReader(WireSettings.Events names) {
		this.message = names.message();
		// Faster to query than an immutable map.
		this.kinds = new HashMap<>(Map.of(names.message(), EventReader::message, names.error(), EventReader::error,
				names.userJoined(), about(UserJoined::new), names.userLeft(), about(UserLeft::new), names.userTyping(),
				about(UserTyping::new), names.userStoppedTyping(), about(UserStoppedTyping::new)));
	}

	/**
	 * Reads an event in one pass.
	 * @param name the name of the event
	 * @param parser the parser, at the first token of the first argument, or at the end
	 * of the arguments if there is none; it is left at the last token of that argument
	 * @param receivedAt when the event was received
	 * @return the event, or {@code null} if this version does not know the name or the
	 * payload lacks a required field; in that case, pass a second parser at the same
	 * place to {@link #readUnknown}
	 * @throws tools.jackson.core.JacksonException if it is not valid JSON
	 */
	public @Nullable ChatEvent read(String name, JsonParser parser, Instant receivedAt) {
		Kind kind = this.kinds.get(name);
		if (kind == null) {
			parser.skipChildren();
			return null;
		}
		return kind.read(parser, receivedAt);
	}

	/**
	 * Reads an event for which {@link #read} returned {@code null}.
	 * @param name the name of the event
	 * @param parser the parser, at the first token of the first argument, or at the end
	 * of the arguments if there is none; it is left at the last token of that argument
	 * @param receivedAt when the event was received
	 * @return the event, with the argument as plain Java values
	 * @throws tools.jackson.core.JacksonException if it is not valid JSON
	 */
	public static UnknownChatEvent readUnknown(String name, JsonParser parser, Instant receivedAt) {
		return new UnknownChatEvent(name, Values.plain(parser), receivedAt);
	}

	/**
	 * Returns whether an event is a message.
	 * @param name the name of the event
	 * @return whether it is a message
	 */
	public boolean isMessage(String name) {
		return name.equals(this.message);
	}

	private static @Nullable ChatEvent message(JsonParser parser, Instant receivedAt) {
		Message message = EntityReader.MESSAGE.tryRead(parser);
		return (message != null) ? new MessageReceived(message, false, receivedAt) : null;
	}

	private static @Nullable ChatEvent error(JsonParser parser, Instant receivedAt) {
		ErrorBody error = ErrorReader.read(parser);
		if (error.code() == null && error.message().isEmpty()) {
			return null;
		}
		return new SocketError((error.code() != null) ? error.code() : "error", error.message(), error.roomId(),
				receivedAt);
	}

	private static Kind about(RoomUserEvent factory) {
		return (parser, receivedAt) -> {
			RoomUser user = RoomUser.READER.tryRead(parser);
			return (user != null) ? factory.create(user.roomId(), user.userId(), user.username(), receivedAt) : null;
		};
	}

	@FunctionalInterface
	private interface Kind {

		@Nullable ChatEvent read(JsonParser parser, Instant receivedAt);

	}

	@FunctionalInterface
	private interface RoomUserEvent {

		ChatEvent create(String roomId, String userId, @Nullable String username, Instant receivedAt);

	}

}
