package io.github.tegrabox.chat.internal.json;

import io.github.tegrabox.chat.model.PaginatedResponse;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, and what the server says about further pages.
 *
 * @param <T> the type of the items
 * @param response the page
 * @param counted whether the total comes from the server
 * @param more whether the server says that there are more items
 * @param next what to request the next page with: a cursor, or an address with a query;
 * {@code null} if the server names none
 */
public record Page<T>(PaginatedResponse<T> response, boolean counted, boolean more, @Nullable String next) {

}
