package io.github.tegrabox.chat.internal.socket.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.UnreadableItem;
import org.jspecify.annotations.Nullable;

/**
 * One item of a room's history: a message, or what should have been one.
 *
 * @param id its id, if it has one
 * @param time when it was written, if the server says so
 * @param message the message
 * @param unreadable what came instead of a message
 */
record HistoryItem(@Nullable String id, @Nullable Instant time, @Nullable Message message,
		@Nullable UnreadableItem unreadable) {

	static HistoryItem of(Message message) {
		return new HistoryItem(message.id(), message.createdAt(), message, null);
	}

	private static HistoryItem of(UnreadableItem item) {
		Object id = (item.value() instanceof Map<?, ?> fields) ? fields.get("id") : null;
		String text = (id instanceof String || id instanceof Number) ? id.toString() : "";
		return new HistoryItem(text.isBlank() ? null : text, null, null, item);
	}

	/** Returns whether only its place distinguishes it from others. */
	boolean isAnonymous() {
		return this.id == null;
	}

	/** Returns the items of a page, each in its place. */
	static List<HistoryItem> of(PaginatedResponse<Message> page) {
		List<HistoryItem> items = new ArrayList<>(size(page));
		page.items().forEach((message) -> items.add(of(message)));
		for (UnreadableItem unreadable : page.unreadable()) {
			items.add(Math.min(unreadable.index(), items.size()), of(unreadable));
		}
		return items;
	}

	static int size(PaginatedResponse<?> page) {
		return page.items().size() + page.unreadable().size();
	}

}
