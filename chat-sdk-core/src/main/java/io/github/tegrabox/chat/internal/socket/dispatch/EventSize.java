package io.github.tegrabox.chat.internal.socket.dispatch;

import java.util.Collection;
import java.util.Map;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import org.jspecify.annotations.Nullable;

/**
 * Rough size of an event in memory: that of what a server may make large.
 */
public final class EventSize {

	private static final int ENTRY = 48;

	private EventSize() {
	}

	/**
	 * Returns the size of an event.
	 * @param event the event
	 * @return the bytes, roughly
	 */
	public static int of(ChatEvent event) {
		if (event instanceof MessageReceived received) {
			return 2 * received.message().content().length();
		}
		if (event instanceof UnknownChatEvent unknown) {
			return (int) Math.min(Integer.MAX_VALUE, of(unknown.payload()));
		}
		return (event instanceof SocketError error) ? 2 * error.message().length() : 0;
	}

	private static long of(@Nullable Object value) {
		long size = ENTRY;
		if (value instanceof String text) {
			size += 2L * text.length();
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
