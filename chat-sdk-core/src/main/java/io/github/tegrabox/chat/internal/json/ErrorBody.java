package io.github.tegrabox.chat.internal.json;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The content of an error's body.
 *
 * @param code the API's error code, if there is one
 * @param message the server's message, or an excerpt of a body that is not JSON; empty if
 * there is none
 * @param requestId the id under which the server logged the request, if there is one
 * @param roomId the id of the room that the error is about, if it names one
 * @param details structured details, empty if there are none; may contain {@code null}
 * values
 */
public record ErrorBody(@Nullable String code, String message, @Nullable String requestId, @Nullable String roomId,
		Map<String, Object> details) {

}
