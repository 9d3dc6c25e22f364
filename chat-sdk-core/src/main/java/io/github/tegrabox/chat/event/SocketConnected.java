package io.github.tegrabox.chat.event;

import java.time.Instant;

/**
 * The socket has connected. Its rooms are now being joined, or joined again.
 *
 * @param reconnect whether there was a connection before
 * @param receivedAt when this process received the event
 */
public record SocketConnected(boolean reconnect, Instant receivedAt) implements ChatEvent {

	@Override
	public String type() {
		return ChatEventType.CONNECTED.tag();
	}

}
