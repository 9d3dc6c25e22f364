package io.github.tegrabox.chat.event;

import java.time.Instant;

import io.github.tegrabox.chat.model.Message;

/**
 * Message in a room: live, or recovered from the history after the link was down.
 *
 * @param message the message
 * @param recovered whether it was fetched from the history rather than received live
 * @param receivedAt when this process received the event
 */
public record MessageReceived(Message message, boolean recovered, Instant receivedAt) implements ChatEvent {

	/**
	 * Returns the id of the room, the same as the message's.
	 * @return the id
	 */
	public String roomId() {
		return this.message.roomId();
	}

}
