package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.PageReader;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * Calls for the pages of lists.
 */
final class ListCalls {

	static final PaginationParams FIRST_PAGE = PaginationParams.of(1, 50);

	private final WireSettings.Query names;

	ListCalls(WireSettings wire) {
		this.names = wire.query();
	}

	<T> Call<PaginatedResponse<T>> page(Operation operation, EntityReader<T> items, PaginationParams page) {
		return Call.of(operation, new PageReader<>(items, page)).query(query(page));
	}

	/**
	 * A page on the way through the whole list. One whose limit the server does not tell
	 * counts as full, since it may be smaller than asked for.
	 */
	<T> Call<PaginatedResponse<T>> pageOfAll(Operation operation, EntityReader<T> items, PaginationParams page) {
		return page(operation, items, PaginationParams.ofPage(page.page())).query(query(page));
	}

	Call<PaginatedResponse<ChatUser>> usersOf(String externalUserId, PaginationParams page) {
		return page(Operation.USERS_LIST, EntityReader.USER, page)
			.query(query(page) + '&' + this.names.externalUserId() + '=' + PathTemplate.encode(externalUserId));
	}

	private String query(PaginationParams page) {
		String number = '?' + this.names.page() + '=' + page.page();
		return (page.limit() == PaginationParams.NO_LIMIT) ? number
				: number + '&' + this.names.limit() + '=' + page.limit();
	}

}
