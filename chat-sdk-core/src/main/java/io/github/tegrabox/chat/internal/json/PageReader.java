package io.github.tegrabox.chat.internal.json;

import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lenient reader of a page: items under {@code items} or {@code data}, the page itself
 * bare or under {@code data}, or a bare array. What the server does not tell is worked
 * out from what was asked for.
 *
 * @param <T> the type of the items
 */
public final class PageReader<T> implements BodyReader<PaginatedResponse<T>> {

	private final EntityReader<T> items;

	private final PaginationParams requested;

	/**
	 * Creates a reader of the answer to one request.
	 * @param items the reader of the items
	 * @param requested the page that was asked for
	 */
	public PageReader(EntityReader<T> items, PaginationParams requested) {
		this.items = items;
		this.requested = requested;
	}

	@Override
	public PaginatedResponse<T> read(JsonParser parser) {
		Fields fields = new Fields();
		switch (parser.currentToken()) {
			case START_ARRAY -> fields.list = readItems(parser);
			case START_OBJECT -> readFields(parser, fields);
			default -> throw new ChatDecodingException("The " + this + " is no JSON object", null);
		}
		if (fields.list == null) {
			throw new ChatDecodingException("The " + this + " lacks 'items'", null);
		}
		int page = orElse(fields.page, this.requested.page());
		int limit = orElse(fields.limit, this.requested.limit());
		long total = (fields.total != null) ? fields.total : (page - 1L) * limit + fields.list.size();
		int totalPages = orElse(fields.totalPages,
				(limit > 0) ? (int) Math.min(Integer.MAX_VALUE, (total + limit - 1) / limit) : page);
		return new PaginatedResponse<>(fields.list, page, limit, total, totalPages);
	}

	private void readFields(JsonParser parser, Fields fields) {
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			switch (name) {
				case "items", "data" -> readItemsOrPage(parser, fields);
				case "page" -> fields.page = Values.smallInteger(parser);
				case "limit" -> fields.limit = Values.smallInteger(parser);
				case "total" -> fields.total = Values.integer(parser);
				case "total_pages", "totalPages" -> fields.totalPages = Values.smallInteger(parser);
				default -> parser.skipChildren();
			}
		}
	}

	private void readItemsOrPage(JsonParser parser, Fields fields) {
		switch (parser.currentToken()) {
			case START_ARRAY -> fields.list = readItems(parser);
			case START_OBJECT -> readFields(parser, fields);
			default -> parser.skipChildren();
		}
	}

	private List<T> readItems(JsonParser parser) {
		List<T> list = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			list.add(this.items.read(parser));
		}
		return list;
	}

	private static int orElse(@Nullable Integer value, int other) {
		return (value != null) ? value : other;
	}

	@Override
	public String toString() {
		return "page of " + this.items + 's';
	}

	private final class Fields {

		private @Nullable List<T> list;

		private @Nullable Integer page;

		private @Nullable Integer limit;

		private @Nullable Long total;

		private @Nullable Integer totalPages;

	}

}
