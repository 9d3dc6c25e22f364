package io.github.tegrabox.chat.event;

import java.time.Instant;

/**
 * Connection lost or closed. Unless it was closed on purpose, a new one is on its way.
 *
 * @param reason why, such as {@code transport close}
 * @param receivedAt when this process received the event
 */
public record SocketDisconnected(String reason, Instant receivedAt) implements ChatEvent {

	@Override
	public String type() {
		return ChatEventType.DISCONNECTED.tag();
	}

}
