package io.github.tegrabox.chat.event;

import java.time.Instant;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * Message in a room: live, or recovered from the history after the link was down.
 *
 * @param message the message
 * @param recovered whether it was fetched from the history rather than received live
 * @param own whether the socket's own user wrote it
 * @param receivedAt when this process received the event
 */
public record MessageReceived(Message message, boolean recovered, boolean own,
		Instant receivedAt) implements UserEvent {

	/**
	 * Creates an event of another user.
	 * @param message the message
	 * @param recovered whether it was fetched from the history
	 * @param receivedAt when this process received the event
	 */
	public MessageReceived(Message message, boolean recovered, Instant receivedAt) {
		this(message, recovered, false, receivedAt);
	}

	@Override
	public String type() {
		return ChatEventType.MESSAGE.tag();
	}

	/**
	 * Returns the id of the room, the same as the message's.
	 * @return the id
	 */
	@Override
	public String roomId() {
		return this.message.roomId();
	}

	@Override
	public String userId() {
		return this.message.userId();
	}

	@Override
	public @Nullable String username() {
		return this.message.username();
	}

	@Override
	public MessageReceived asOwn() {
		return new MessageReceived(this.message, this.recovered, true, this.receivedAt);
	}

}
