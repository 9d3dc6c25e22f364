package io.github.tegrabox.chat.testserver.internal.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operation answers.
 *
 * @param status the status
 * @param body the body, or {@code null} for none
 */
record Result(int status, @Nullable ObjectNode body) {

	static final Result NO_CONTENT = new Result(204, null);

	static Result ok(ObjectNode body) {
		return new Result(200, body);
	}

	static Result created(ObjectNode body) {
		return new Result(201, body);
	}

}
