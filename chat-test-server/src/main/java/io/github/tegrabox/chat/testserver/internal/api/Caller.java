package io.github.tegrabox.chat.testserver.internal.api;

import org.jspecify.annotations.Nullable;

/**
 * Who calls: the project by its API key, or a user by a token.
 *
 * @param token what the user's token says, or {@code null} for the API key
 */
record Caller(@Nullable VerifiedToken token) {

	static final Caller PROJECT = new Caller(null);

}
