package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * Queries of the lists.
 */
final class Query {

	static final PaginationParams FIRST_PAGE = PaginationParams.of(1, 50);

	private final WireSettings.Query names;

	Query(WireSettings.Query names) {
		this.names = names;
	}

	String page(PaginationParams page) {
		String number = '?' + this.names.page() + '=' + page.page();
		return (page.limit() == PaginationParams.NO_LIMIT) ? number
				: number + '&' + this.names.limit() + '=' + page.limit();
	}

	String externalId(PaginationParams page, String externalUserId) {
		return page(page) + '&' + this.names.externalUserId() + '=' + PathTemplate.encode(externalUserId);
	}

}
