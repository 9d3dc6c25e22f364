package io.github.tegrabox.chat.internal.json;

import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.UnreadableItem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lenient reader of a page. Items may be under {@code items} or {@code data} or be a bare
 * array; the page may be bare or under {@code data}. What the server leaves out is
 * derived from the request. Invalid items are reported beside the valid ones, and so is
 * whether the server says that the list goes on.
 *
 * @param <T> the type of the items
 */
public final class PageReader<T> implements BodyReader<Page<T>> {

	private static final byte[] UNKNOWN = {};

	/** A response with more invalid items than this is not a page. */
	private static final int MAX_UNREADABLE = 1000;

	/** The most bytes of invalid items that are kept in their original form. */
	private static final long MAX_KEPT = 1024 * 1024;

	private final EntityReader<T> items;

	private final PaginationParams requested;

	private final int firstPage;

	/**
	 * Creates a reader of the response to one request.
	 * @param items the reader of the items
	 * @param requested the requested page
	 */
	public PageReader(EntityReader<T> items, PaginationParams requested) {
		this(items, requested, 1);
	}

	/**
	 * Creates a reader of the response to one request.
	 * @param items the reader of the items
	 * @param requested the requested page
	 * @param firstPage the number that the server gives the first page
	 */
	public PageReader(EntityReader<T> items, PaginationParams requested, int firstPage) {
		this.items = items;
		this.requested = requested;
		this.firstPage = firstPage;
	}

	@Override
	public Page<T> readWhole(byte[] json) {
		return new Reading(json).readWhole(json);
	}

	@Override
	public Page<T> read(JsonParser parser) {
		return new Reading(UNKNOWN).read(parser);
	}

	@Override
	public String toString() {
		return "page of " + this.items + 's';
	}

	/**
	 * The reading of one page, with all that is known of it so far.
	 */
	private final class Reading implements BodyReader<Page<T>> {

		private final byte[] source;

		private @Nullable List<T> list;

		private List<UnreadableItem> unreadable = new ArrayList<>(0);

		/** The number of bytes of invalid items that were kept. */
		private long kept;

		private @Nullable Integer page;

		private @Nullable Integer limit;

		private @Nullable Long total;

		private @Nullable Integer totalPages;

		/** Whether the server says that the list goes on. */
		private @Nullable Boolean more;

		private @Nullable String next;

		Reading(byte[] source) {
			this.source = source;
		}

		@Override
		public Page<T> read(JsonParser parser) {
			switch (parser.currentToken()) {
				case START_ARRAY -> items(parser);
				case START_OBJECT -> fields(parser);
				default -> throw new ChatDecodingException("The " + this + " is no JSON object", null);
			}
			if (this.list == null) {
				throw new ChatDecodingException("The " + this + " lacks 'items'", null);
			}
			return build(this.list);
		}

		private Page<T> build(List<T> list) {
			String following = Boolean.FALSE.equals(this.more) ? null : this.next;
			boolean goesOn = Boolean.TRUE.equals(this.more) || following != null;
			int number = (this.page != null) ? this.page + 1 - PageReader.this.firstPage
					: PageReader.this.requested.page();
			int size = orElse(this.limit, PageReader.this.requested.limit());
			if (size == PaginationParams.NO_LIMIT) {
				size = list.size() + this.unreadable.size();
			}
			long soFar = (number - 1L) * size + list.size() + this.unreadable.size();
			long all = (this.total != null) ? this.total : soFar + (goesOn ? 1 : 0);
			int counted = (size > 0) ? (int) Math.min(Integer.MAX_VALUE, (all + size - 1) / size) : number;
			int pages = orElse(this.totalPages, goesOn ? Math.max(counted, number + 1) : counted);
			return new Page<>(new PaginatedResponse<>(list, number, size, all, pages, this.unreadable),
					this.total != null, goesOn, following);
		}

		private static int orElse(@Nullable Integer value, int other) {
			return (value != null) ? value : other;
		}

		private void fields(JsonParser parser) {
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				switch (name) {
					case "items" -> {
						itemsOrPage(parser);
						// Some languages write an empty list as null.
						boolean none = this.list == null && parser.currentToken() == JsonToken.VALUE_NULL;
						this.list = none ? List.of() : this.list;
					}
					case "data" -> itemsOrPage(parser);
					default -> other(name, parser);
				}
			}
		}

		private void other(String name, JsonParser parser) {
			if (this.list == null && name.equals(PageReader.this.items + "s")) {
				itemsOrPage(parser);
			}
			else {
				about(name, parser);
			}
		}

		private void about(JsonParser parser) {
			if (parser.currentToken() != JsonToken.START_OBJECT) {
				parser.skipChildren();
				return;
			}
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				about(name, parser);
			}
		}

		/**
		 * Reads a field about the page, under our name or another common one.
		 */
		private void about(String name, JsonParser parser) {
			switch (name) {
				case "page" -> this.page = Values.smallInteger(parser);
				case "limit" -> this.limit = Values.smallInteger(parser);
				case "total" -> this.total = Values.integer(parser);
				case "total_pages", "totalPages" -> this.totalPages = Values.smallInteger(parser);
				case "current_page", "currentPage" -> this.page = unless(this.page, parser);
				case "per_page", "perPage", "size" -> this.limit = unless(this.limit, parser);
				case "last_page", "lastPage", "pages" -> this.totalPages = unless(this.totalPages, parser);
				case "meta", "pagination", "paging", "page_info", "pageInfo", "links", "_links", "cursor" ->
					about(parser);
				case "has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage" ->
					this.more = Values.flag(parser);
				case "next", "next_cursor", "nextCursor", "next_page_token", "nextPageToken", "end_cursor", "endCursor",
						"next_url", "nextUrl", "next_page_url", "nextPageUrl" ->
					next(parser);
				default -> parser.skipChildren();
			}
		}

		/**
		 * Reads how to request the next page; an address may be wrapped in an object. The
		 * cursor 0 means that there is none.
		 */
		private void next(JsonParser parser) {
			if (parser.currentToken() != JsonToken.START_OBJECT) {
				String told = Values.presentText(parser);
				if (this.next == null && !"0".equals(told)) {
					this.next = told;
				}
				return;
			}
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				if (name.equals("href")) {
					next(parser);
				}
				else {
					parser.skipChildren();
				}
			}
		}

		private static @Nullable Integer unless(@Nullable Integer known, JsonParser parser) {
			Integer number = Values.smallInteger(parser);
			return (known != null) ? known : number;
		}

		private void itemsOrPage(JsonParser parser) {
			switch (parser.currentToken()) {
				case START_ARRAY -> items(parser);
				case START_OBJECT -> fields(parser);
				default -> parser.skipChildren();
			}
		}

		private void items(JsonParser parser) {
			List<T> readable = new ArrayList<>();
			List<UnreadableItem> broken = new ArrayList<>(0);
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				long start = parser.currentTokenLocation().getByteOffset();
				T item = PageReader.this.items.tryRead(parser, (problem) -> broken
					.add(new UnreadableItem(readable.size() + broken.size(), problem, value(parser, start))));
				if (item != null) {
					readable.add(item);
				}
				else if (broken.size() > MAX_UNREADABLE) {
					throw new ChatDecodingException(
							"The " + this + " has more than " + MAX_UNREADABLE + " items that cannot be read", null);
				}
			}
			this.list = readable;
			this.unreadable = broken;
		}

		/**
		 * Returns the value that the parser has just passed, by reading it again unless
		 * it is too long.
		 */
		private @Nullable Object value(JsonParser passed, long start) {
			if (passed.currentToken().isScalarValue()) {
				return Values.plain(passed);
			}
			this.kept += passed.currentLocation().getByteOffset() - start;
			if (start < 0 || start >= this.source.length || this.kept > MAX_KEPT) {
				return null;
			}
			try (JsonParser parser = WireJson.parser(this.source, (int) start, (int) (this.source.length - start))) {
				parser.nextToken();
				return Values.plain(parser);
			}
		}

		@Override
		public String toString() {
			return PageReader.this.toString();
		}

	}

}
