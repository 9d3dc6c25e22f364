package io.github.tegrabox.chat.spring;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What a listener says by returning it.
 *
 * @param roomId the id of the room to say it in, {@code null} for that of the event
 * @param text the text
 */
public record ChatReply(@Nullable String roomId, String text) {

	/**
	 * Refuses blank values.
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
	 * A reply in the room of the event.
	 * @param text the text
	 * @return the reply
	 */
	public static ChatReply of(String text) {
		return new ChatReply(null, text);
	}

	/**
	 * A reply in another room.
	 * @param roomId the id of the room
	 * @param text the text
	 * @return the reply
	 */
	public static ChatReply to(String roomId, String text) {
		if (!StringUtils.hasText(roomId)) {
			throw new IllegalArgumentException("The room of a reply must not be blank");
		}
		return new ChatReply(roomId, text);
	}

}
