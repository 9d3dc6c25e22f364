package io.github.tegrabox.chat.testserver.internal.api;

import java.util.List;

/**
 * Where something stands in a request.
 *
 * @param kind the kind of place, as in {@code header}
 * @param name the name there; empty if there is none
 */
record Place(String kind, String name) {

	static Place parse(String text, char separator, List<String> plain, List<String> named) {
		int at = text.indexOf(separator);
		String kind = (at < 0) ? text : text.substring(0, at);
		String name = (at < 0) ? "" : text.substring(at + 1);
		if ((at < 0) ? !plain.contains(kind) : (!named.contains(kind) || !name.matches("[A-Za-z0-9_.-]+"))) {
			throw new IllegalArgumentException(
					"it must be one of " + plain + " or, with a name after '" + separator + "', one of " + named);
		}
		return new Place(kind, name);
	}

	boolean is(String other) {
		return this.kind.equals(other);
	}

}
