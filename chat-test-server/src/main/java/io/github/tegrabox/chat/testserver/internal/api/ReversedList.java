package io.github.tegrabox.chat.testserver.internal.api;

import java.util.AbstractList;
import java.util.List;

/**
 * A view of a list from its end, so that a page of a long history copies that page only.
 *
 * @param <T> the type of the elements
 */
final class ReversedList<T> extends AbstractList<T> {

	private final List<T> list;

	ReversedList(List<T> list) {
		this.list = list;
	}

	@Override
	public T get(int index) {
		return this.list.get(this.list.size() - 1 - index);
	}

	@Override
	public int size() {
		return this.list.size();
	}

}
