package io.github.tegrabox.chat.internal.json;

import io.github.tegrabox.chat.model.PaginatedResponse;
import org.jspecify.annotations.Nullable;

/**
 * Page of a list, and what the server says of those behind it.
 *
 * @param <T> the type of the items
 * @param response the page
 * @param counted whether the total is the server's own
 * @param more whether the server says that there are more
 * @param next what the server asks for the next page with: a cursor, or an address with a
 * query; {@code null} if it tells none
 */
public record Page<T>(PaginatedResponse<T> response, boolean counted, boolean more, @Nullable String next) {

}
