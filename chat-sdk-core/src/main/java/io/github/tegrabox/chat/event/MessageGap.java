package io.github.tegrabox.chat.event;

import java.time.Instant;

/**
 * Gap in a room: messages may have been missed and could not be recovered.
 *
 * @param roomId the id of the room
 * @param reason why they could not be recovered
 * @param receivedAt when this process received the event
 */
public record MessageGap(String roomId, String reason, Instant receivedAt) implements RoomEvent {

	@Override
	public String type() {
		return ChatEventType.GAP.tag();
	}

}
