package io.github.tegrabox.chat.internal.http;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.internal.json.BodyReader;
import org.jspecify.annotations.Nullable;

/**
 * Call of an operation that has no project, credential or wire settings yet.
 *
 * @param <T> the type of the result
 */
final class Call<T> {

	private final Operation operation;

	private final @Nullable BodyReader<T> reader;

	private final Map<String, String> ids = new LinkedHashMap<>();

	private String query = "";

	private @Nullable Map<String, Object> fields;

	private Call(Operation operation, @Nullable BodyReader<T> reader) {
		this.operation = operation;
		this.reader = reader;
	}

	static <T> Call<T> of(Operation operation, BodyReader<T> reader) {
		return new Call<>(operation, reader);
	}

	static Call<Void> of(Operation operation) {
		return new Call<>(operation, null);
	}

	/**
	 * Sets an id. It goes into the path, unless the server wants it elsewhere.
	 * @param variable the name, such as {@code userId}
	 * @param value the id
	 * @throws IllegalArgumentException if the id cannot be a path segment
	 */
	Call<T> id(String variable, String value) {
		this.ids.put(variable, PathTemplate.requireSegment(value, variable));
		return this;
	}

	/**
	 * Sets a field of the body by our name, in snake_case. A {@code null} value is left
	 * out, never sent.
	 */
	Call<T> field(String name, @Nullable Object value) {
		this.fields = (this.fields != null) ? this.fields : new LinkedHashMap<>();
		if (value != null) {
			this.fields.put(name, value);
		}
		return this;
	}

	/**
	 * Sets the query, including the question mark.
	 */
	Call<T> query(String query) {
		this.query = query;
		return this;
	}

	/**
	 * Returns the same call for another id of the user that it is about.
	 */
	Call<T> ofUser(String id, @Nullable String replacedField) {
		Call<T> other = new Call<>(this.operation, this.reader);
		other.ids.putAll(this.ids);
		other.query = this.query;
		other.fields = (this.fields != null) ? new LinkedHashMap<>(this.fields) : null;
		if (replacedField == null) {
			other.ids.put("userId", id);
			return other;
		}
		other.ids.remove("userId");
		if (other.fields != null) {
			other.fields.remove(replacedField);
		}
		return other.field("external_user_id", id);
	}

	Operation operation() {
		return this.operation;
	}

	Map<String, String> ids() {
		return this.ids;
	}

	String query() {
		return this.query;
	}

	@Nullable Map<String, Object> fields() {
		return this.fields;
	}

	/**
	 * Returns the reader of the result; {@code null} if the response has none.
	 */
	@Nullable BodyReader<T> reader() {
		return this.reader;
	}

}
