package io.github.tegrabox.chat.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Error that the server or the connection reports outside of any call.
 *
 * @param code the code, such as {@code token_expired}
 * @param message a message for a person: the server's own, or a description of the
 * problem
 * @param roomId the id of the room that the error is about, or {@code null}
 * @param receivedAt when this process received the event
 */
public record SocketError(String code, String message, @Nullable String roomId,
		Instant receivedAt) implements ChatEvent {

	@Override
	public String type() {
		return ChatEventType.ERROR.tag();
	}

}
