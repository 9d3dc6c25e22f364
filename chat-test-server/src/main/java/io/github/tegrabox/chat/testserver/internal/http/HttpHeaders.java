package io.github.tegrabox.chat.testserver.internal.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Immutable header fields, looked up without regard to case, in which a name may have
 * several values.
 */
public final class HttpHeaders {

	private static final HttpHeaders EMPTY = new HttpHeaders(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

	private final SortedMap<String, List<String>> fields;

	private HttpHeaders(SortedMap<String, List<String>> fields) {
		this.fields = fields;
	}

	/**
	 * Returns headers without any field.
	 * @return empty headers
	 */
	public static HttpHeaders empty() {
		return EMPTY;
	}

	/**
	 * Returns headers with the given fields.
	 * @param fields names and values in the order in which they came
	 * @return the headers
	 */
	public static HttpHeaders of(Iterable<? extends Map.Entry<String, String>> fields) {
		TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		fields.forEach(
				(field) -> copy.computeIfAbsent(field.getKey(), (name) -> new ArrayList<>(1)).add(field.getValue()));
		copy.replaceAll((name, values) -> List.copyOf(values));
		return new HttpHeaders(copy);
	}

	/**
	 * Returns the first value of a field.
	 * @param name the field's name, in any case
	 * @return the value, or {@code null} if there is no such field
	 */
	public @Nullable String first(String name) {
		List<String> values = this.fields.get(name);
		return (values != null) ? values.get(0) : null;
	}

	/**
	 * Returns all fields.
	 * @return the values by name, looked up without regard to case, not to be changed
	 */
	public Map<String, List<String>> asMap() {
		return Collections.unmodifiableMap(this.fields);
	}

	/**
	 * Tells whether a field is there.
	 * @param name the field's name, in any case
	 * @return whether it has a value
	 */
	public boolean contains(String name) {
		return this.fields.containsKey(name);
	}

	/**
	 * Returns these headers with a field set to one value in place of any it had.
	 * @param name the field's name
	 * @param value its only value
	 * @return new headers
	 */
	public HttpHeaders with(String name, String value) {
		TreeMap<String, List<String>> copy = new TreeMap<>(this.fields);
		copy.remove(name);
		copy.put(name, List.of(value));
		return new HttpHeaders(copy);
	}

	/**
	 * Calls an action with every name and value.
	 * @param action what to do with them
	 */
	public void forEach(BiConsumer<String, String> action) {
		this.fields.forEach((name, values) -> values.forEach((value) -> action.accept(name, value)));
	}

	/**
	 * Returns the names only: values may be credentials.
	 */
	@Override
	public String toString() {
		return this.fields.keySet().toString();
	}

}
