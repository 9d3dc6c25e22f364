package io.github.tegrabox.chat.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Event with a name that this version does not know, or with a payload that it cannot
 * read.
 *
 * @param name the name of the event
 * @param payload its first argument as maps, lists, text, numbers, booleans or
 * {@code null}
 * @param receivedAt when this process received the event
 */
public record UnknownChatEvent(String name, @Nullable Object payload, Instant receivedAt) implements ChatEvent {

	@Override
	public String type() {
		return ChatEventType.UNKNOWN.tag();
	}

}
