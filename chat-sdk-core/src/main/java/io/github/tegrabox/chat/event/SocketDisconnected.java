package io.github.tegrabox.chat.event;

import java.time.Instant;

/**
 * The connection was lost or closed. Unless it was closed on purpose, the socket
 * reconnects.
 *
 * @param reason the reason, such as {@code transport close}
 * @param receivedAt when this process received the event
 */
public record SocketDisconnected(String reason, Instant receivedAt) implements ChatEvent {

	@Override
	public String type() {
		return ChatEventType.DISCONNECTED.tag();
	}

}
