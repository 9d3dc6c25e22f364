package io.github.tegrabox.chat.internal.json;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the body of an error says.
 *
 * @param code the API's own code, if it gave one
 * @param message the server's words, or an excerpt of a body that is no JSON; empty if
 * there were none
 * @param requestId the id under which the server logged the request, if it gave one
 * @param roomId the id of the room it is about, if it names one
 * @param details structured details, empty if there were none; may hold {@code null}
 * values
 */
public record ErrorBody(@Nullable String code, String message, @Nullable String requestId, @Nullable String roomId,
		Map<String, Object> details) {

}
