package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Map;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation by somebody who may.
 *
 * @param operation the operation
 * @param variables the variables of the path
 * @param request the request
 * @param caller who calls
 * @param dialect how the server speaks
 */
record Call(Operation operation, Map<String, String> variables, HttpRequest request, Caller caller, Dialect dialect) {

	private static final int DEFAULT_LIMIT = 50;

	private static final int MAX_LIMIT = 100;

	static final int ID_LENGTH = 255;

	/** Not those of other scripts, and without a sign. */
	private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

	boolean isByExternalId() {
		return this.dialect.isByExternalId(this.operation);
	}

	/**
	 * The id of the user that the call names, by its external id if the dialect says so.
	 */
	String userId(ChatStore store) {
		String userId = optionalUserId(store);
		if (userId == null) {
			throw missing(userField());
		}
		return userId;
	}

	@Nullable String optionalUserId(ChatStore store) {
		String given = optionalId("userId", userField());
		return (given != null) ? userIdOf(given, store) : null;
	}

	String userField() {
		return isByExternalId() ? "external_user_id" : "user_id";
	}

	/**
	 * The id of a user that the call names as its dialect does.
	 */
	String userIdOf(String given, ChatStore store) {
		return isByExternalId() ? store.userIdOf(given) : given;
	}

	String roomId() {
		return id("roomId", "room_id");
	}

	Fields fields() {
		return Fields.parse(this.request.body(), (name) -> this.dialect.fieldName(this.operation, name));
	}

	boolean hasBody() {
		return this.request.body().length > 0;
	}

	@Nullable String parameter(String name) {
		return this.request.queryParameter(name);
	}

	PageRequest page() {
		int first = this.dialect.firstPage();
		return new PageRequest(number(this.dialect.pageParameter(), first, first, Integer.MAX_VALUE), first,
				number(this.dialect.limitParameter(), DEFAULT_LIMIT, 1, MAX_LIMIT));
	}

	private int number(String name, int absent, int min, int max) {
		String text = this.request.queryParameter(name);
		if (text == null) {
			return absent;
		}
		if (DIGITS.matcher(text).matches()) {
			long number = Long.parseLong(text);
			if (number >= min && number <= max) {
				return (int) number;
			}
		}
		throw ApiException.invalid(Map.of(name, "must be a whole number from " + min + " to " + max));
	}

	/**
	 * An id: in the path or, if that has no place for it, in the body or the query.
	 */
	private String id(String variable, String field) {
		String id = optionalId(variable, field);
		if (id == null) {
			throw missing(field);
		}
		return id;
	}

	private ApiException missing(String field) {
		return ApiException.invalid(Map.of(this.dialect.fieldName(this.operation, field), "is required"));
	}

	private @Nullable String optionalId(String variable, String field) {
		String inPath = this.variables.get(variable);
		if (inPath != null) {
			return inPath;
		}
		if (!this.dialect.endpoint(this.operation).takesBody()) {
			return parameter(this.dialect.fieldName(this.operation, field));
		}
		if (!hasBody()) {
			return null;
		}
		Fields fields = fields();
		String id = fields.optional(field, ID_LENGTH);
		fields.check();
		return id;
	}

}
