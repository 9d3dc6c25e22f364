package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Item of a page that is not a valid entity.
 *
 * @param index its position among all items that the server sent on the page, from 0
 * @param problem what is wrong, such as {@code The room lacks 'name'}; contains none of
 * the content
 * @param value what the server sent, as maps, lists, text, numbers and booleans;
 * {@code null} also if the unreadable items of the page are too long to be kept
 */
public record UnreadableItem(int index, String problem, @Nullable Object value) {

}
