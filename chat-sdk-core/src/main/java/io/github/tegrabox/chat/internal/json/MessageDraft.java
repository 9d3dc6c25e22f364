package io.github.tegrabox.chat.internal.json;

import java.time.Instant;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Draft of a message.
 */
final class MessageDraft extends Draft<Message> {

	private @Nullable String id;

	private @Nullable String roomId;

	private @Nullable String userId;

	private @Nullable String username;

	private @Nullable String content;

	private @Nullable Instant createdAt;

	/** Whether there was a field that only a message has. */
	private boolean told;

	/**
	 * Creates a draft with default values for fields that may be absent.
	 * @param roomId the id of its room, if that is known already
	 * @param userId the id of its author, if that is known already
	 * @param content its text, if that is known already
	 */
	MessageDraft(@Nullable String roomId, @Nullable String userId, @Nullable String content) {
		this.roomId = roomId;
		this.userId = userId;
		this.content = content;
	}

	@Override
	void field(String name, JsonParser parser) {
		switch (name) {
			case "id" -> this.id = Values.presentText(parser);
			case "room_id", "roomId" -> this.roomId = told(Values.presentText(parser), this.roomId);
			case "user_id", "userId" -> this.userId = told(Values.presentText(parser), this.userId);
			case "username" -> this.username = Values.text(parser);
			case "content" -> this.content = told(Values.text(parser), this.content);
			case "created_at", "createdAt" -> this.createdAt = Times.read(parser);
			default -> parser.skipChildren();
		}
	}

	private @Nullable String told(@Nullable String value, @Nullable String known) {
		this.told |= value != null;
		return (value != null) ? value : known;
	}

	/**
	 * Sets the id if there is one that certainly belongs to the message.
	 */
	void id(@Nullable String certain) {
		this.id = (certain != null) ? certain : this.id;
	}

	@Override
	boolean isEnvelope(String name) {
		return name.equals("message") || super.isEnvelope(name);
	}

	@Override
	boolean isPerhapsEnvelope() {
		return !this.told;
	}

	@Override
	@Nullable Message build() {
		// Blank content is passed on: the server allowed it, and somebody sent it.
		if (this.id == null || this.roomId == null || this.userId == null || this.content == null) {
			return null;
		}
		return new Message(this.id, this.roomId, this.userId, this.username, this.content, this.createdAt);
	}

	@Override
	String missing() {
		return firstNull("id", this.id, "room_id", this.roomId, "user_id", this.userId, "content", this.content);
	}

}
