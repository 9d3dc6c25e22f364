package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.model.PaginationParams;
import org.jspecify.annotations.Nullable;

/**
 * One page on the way through a list.
 *
 * @param pagination its number and size
 * @param next what the server asks for it with, as {@code next} of the page before says;
 * {@code null} if by its number
 */
record PageCall(PaginationParams pagination, @Nullable String next) {

}
