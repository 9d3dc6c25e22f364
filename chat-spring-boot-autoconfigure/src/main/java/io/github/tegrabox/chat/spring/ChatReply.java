package io.github.tegrabox.chat.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reply that a listener sends by returning it.
 *
 * @param roomId the id of the room to send it to, {@code null} for that of the event
 * @param text the text
 */
public record ChatReply(@Nullable String roomId, String text) {

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if a value is blank
	 */
	public ChatReply {
		if (!StringUtils.hasText(text)) {
			throw new IllegalArgumentException("A reply needs a text; return null to send nothing");
		}
		if (roomId != null && roomId.isBlank()) {
			throw new IllegalArgumentException("The room of a reply must not be blank");
		}
	}

	/**
	 * Creates a reply to the room of the event.
	 * @param text the text
	 * @return the reply
	 * @throws IllegalArgumentException if the text is blank
	 */
	public static ChatReply of(String text) {
		return new ChatReply(null, text);
	}

	/**
	 * Creates a reply to another room.
	 * @param roomId the id of the room
	 * @param text the text
	 * @return the reply
	 * @throws IllegalArgumentException if a value is blank
	 */
	public static ChatReply to(String roomId, String text) {
		if (!StringUtils.hasText(roomId)) {
			throw new IllegalArgumentException("The room of a reply must not be blank");
		}
		return new ChatReply(roomId, text);
	}

}
