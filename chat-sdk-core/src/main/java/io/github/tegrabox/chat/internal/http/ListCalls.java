package io.github.tegrabox.chat.internal.http;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.json.PageReader;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.WireSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Factory of calls for the pages of lists; warns of pages with other numbers.
 */
final class ListCalls {

	static final PaginationParams FIRST_PAGE = PaginationParams.of(1, 50);

	private static final Logger logger = LoggerFactory.getLogger(Pages.class);

	private static final Pattern QUERY = Pattern.compile("[\\w?&=%+.,:;/@!$'()*~\\[\\]-]+(#.*)?");

	private final WireSettings.Query names;

	private final int firstPage;

	private final AtomicBoolean warned = new AtomicBoolean();

	ListCalls(WireSettings wire) {
		this.names = wire.query();
		this.firstPage = wire.firstPage();
	}

	<T> Call<Page<T>> page(Operation operation, EntityReader<T> items, PaginationParams page) {
		return Call.of(operation, new PageReader<>(items, page, this.firstPage)).query(query(page));
	}

	/**
	 * Returns the call for a page, on the way through the whole list. A page whose limit
	 * the server does not tell counts as full, since it may be smaller than requested.
	 */
	<T> Call<Page<T>> pageOfAll(Operation operation, EntityReader<T> items, PageCall call) {
		return page(operation, items, PaginationParams.ofPage(call.pagination().page())).query(query(call));
	}

	Call<Page<ChatUser>> usersOf(String externalUserId, PaginationParams page) {
		return page(Operation.USERS_LIST, EntityReader.USER, page)
			.query(query(page) + '&' + this.names.externalUserId() + '=' + PathTemplate.encode(externalUserId));
	}

	/**
	 * Returns the next page's query as the server wants it; the path stays the same.
	 */
	private String query(PageCall call) {
		String next = call.next();
		if (next == null) {
			return query(call.pagination());
		}
		int question = next.indexOf('?');
		return (question >= 0) ? next.substring(question).replaceFirst("#.*", "") : '?' + this.names.cursor() + '='
				+ PathTemplate.encode(next) + '&' + this.names.limit() + '=' + call.pagination().limit();
	}

	/**
	 * Returns whether what the server names as the next page can be requested.
	 */
	static boolean isUsable(String next) {
		int question = next.indexOf('?');
		return (question >= 0) ? QUERY.matcher(next.substring(question)).matches() : !next.contains("://");
	}

	/**
	 * Warns if the first page is empty although the server counts items.
	 */
	void check(Page<?> page, PaginationParams asked) {
		PaginatedResponse<?> response = page.response();
		boolean empty = response.items().isEmpty() && response.unreadable().isEmpty();
		if (empty && asked.page() == 1 && page.counted() && response.total() > 0) {
			warn("The first page of a list is empty, but the server counts " + response.total() + " items");
		}
	}

	void warn(String what) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("{}. Does it count its pages from 0 (chat.wire.first-page), or use another "
					+ "name for their number (chat.wire.query.page)?", what);
		}
	}

	private String query(PaginationParams page) {
		String number = '?' + this.names.page() + '=' + (page.page() - 1L + this.firstPage);
		return (page.limit() == PaginationParams.NO_LIMIT) ? number
				: number + '&' + this.names.limit() + '=' + page.limit();
	}

}
