package io.github.tegrabox.chat.internal.http;

import java.util.regex.Pattern;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.internal.json.PageReader;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * Calls for the pages of lists.
 */
final class ListCalls {

	static final PaginationParams FIRST_PAGE = PaginationParams.of(1, 50);

	private static final Pattern QUERY = Pattern.compile("[\\w?&=%+.,:;/@!$'()*~\\[\\]-]+(#.*)?");

	private final WireSettings.Query names;

	private final int firstPage;

	ListCalls(WireSettings wire) {
		this.names = wire.query();
		this.firstPage = wire.firstPage();
	}

	<T> Call<Page<T>> page(Operation operation, EntityReader<T> items, PaginationParams page) {
		return Call.of(operation, new PageReader<>(items, page, this.firstPage)).query(query(page));
	}

	/**
	 * A page on the way through the whole list. One whose limit the server does not tell
	 * counts as full, since it may be smaller than asked for.
	 */
	<T> Call<Page<T>> pageOfAll(Operation operation, EntityReader<T> items, PageCall call) {
		return page(operation, items, PaginationParams.ofPage(call.pagination().page())).query(query(call));
	}

	Call<Page<ChatUser>> usersOf(String externalUserId, PaginationParams page) {
		return page(Operation.USERS_LIST, EntityReader.USER, page)
			.query(query(page) + '&' + this.names.externalUserId() + '=' + PathTemplate.encode(externalUserId));
	}

	/**
	 * The next page as the server asks for it, at no other address than the first one.
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
	 * Whether the next page can be asked for as the server tells.
	 */
	static boolean isUsable(String next) {
		int question = next.indexOf('?');
		return (question >= 0) ? QUERY.matcher(next.substring(question)).matches() : !next.contains("://");
	}

	private String query(PaginationParams page) {
		String number = '?' + this.names.page() + '=' + (page.page() - 1L + this.firstPage);
		return (page.limit() == PaginationParams.NO_LIMIT) ? number
				: number + '&' + this.names.limit() + '=' + page.limit();
	}

}
