package io.github.tegrabox.chat.internal.socket.dispatch;

import java.util.Collection;
import java.util.Map;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserEvent;
import org.jspecify.annotations.Nullable;

/**
 * Approximate size of an event in memory. Counts only the parts that a server can make
 * large.
 */
public final class EventSize {

	private static final int ENTRY = 48;

	private EventSize() {
	}

	/**
	 * Returns the size of an event.
	 * @param event the event
	 * @return the approximate bytes
	 */
	public static int of(ChatEvent event) {
		long size = 0;
		if (event instanceof RoomEvent inRoom) {
			size += lengthOf(inRoom.roomId());
		}
		if (event instanceof UserEvent ofUser) {
			size += lengthOf(ofUser.userId()) + lengthOf(ofUser.username());
		}
		if (event instanceof MessageReceived received) {
			size += lengthOf(received.message().id()) + lengthOf(received.message().content());
		}
		else if (event instanceof UnknownChatEvent unknown) {
			size += lengthOf(unknown.name()) + of(unknown.payload());
		}
		else if (event instanceof SocketError error) {
			size += lengthOf(error.code()) + lengthOf(error.message());
		}
		return (int) Math.min(Integer.MAX_VALUE, size);
	}

	private static long lengthOf(@Nullable String text) {
		return (text != null) ? 2L * text.length() : 0;
	}

	private static long of(@Nullable Object value) {
		long size = ENTRY;
		if (value instanceof String text) {
			size += lengthOf(text);
		}
		else if (value instanceof Map<?, ?> map) {
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				size += of(entry.getKey()) + of(entry.getValue());
			}
		}
		else if (value instanceof Collection<?> list) {
			for (Object each : list) {
				size += of(each);
			}
		}
		return size;
	}

}
