package io.github.tegrabox.chat.internal.http;

import java.util.function.UnaryOperator;

import io.github.tegrabox.chat.internal.json.BodyReader;
import org.jspecify.annotations.Nullable;

/**
 * Call of an operation, not yet bound to a project or a credential.
 *
 * @param <T> the type of the result
 */
final class Call<T> {

	private final Operation operation;

	private final PathTemplate path;

	private final UnaryOperator<String> id;

	private final @Nullable BodyReader<T> reader;

	private String query = "";

	private byte @Nullable [] body;

	private Call(Operation operation, PathTemplate path, UnaryOperator<String> id, @Nullable BodyReader<T> reader) {
		this.operation = operation;
		this.path = path;
		this.id = id;
		this.reader = reader;
	}

	/**
	 * Call of an operation on the whole of what there is.
	 */
	static <T> Call<T> onAll(Operation operation, PathTemplate path, BodyReader<T> reader) {
		return new Call<>(operation, path, (name) -> "", reader);
	}

	static <T> Call<T> of(Operation operation, PathTemplate path, UnaryOperator<String> id, BodyReader<T> reader) {
		return new Call<>(operation, path, id, reader);
	}

	static Call<Void> of(Operation operation, PathTemplate path, UnaryOperator<String> id) {
		return new Call<>(operation, path, id, null);
	}

	/**
	 * Sets the body to send.
	 */
	Call<T> body(byte[] body) {
		this.body = body;
		return this;
	}

	/**
	 * Sets the query, with its question mark.
	 */
	Call<T> query(String query) {
		this.query = query;
		return this;
	}

	Operation operation() {
		return this.operation;
	}

	PathTemplate path() {
		return this.path;
	}

	/**
	 * Path and query.
	 */
	String target(String projectId) {
		return this.path.expand((name) -> name.equals("projectId") ? projectId : this.id.apply(name)) + this.query;
	}

	byte @Nullable [] body() {
		return this.body;
	}

	/**
	 * The reader of the result; {@code null} if the answer has none.
	 */
	@Nullable BodyReader<T> reader() {
		return this.reader;
	}

}
