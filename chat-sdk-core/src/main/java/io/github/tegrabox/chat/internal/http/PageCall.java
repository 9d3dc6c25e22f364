package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * Call for one page, on the way through a list.
 *
 * @param pagination the number and size of the page
 * @param next how the server wants this page to be requested, from {@code next} of the
 * page before; {@code null} for by its number
 */
record PageCall(PaginationParams pagination, @Nullable String next) {

}
