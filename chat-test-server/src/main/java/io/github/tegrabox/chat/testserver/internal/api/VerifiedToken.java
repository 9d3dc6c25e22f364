package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Instant;

/**
 * What a token that was found good says.
 *
 * @param userId the user it was issued to
 * @param generation the generation of the user's tokens it belongs to
 * @param expiresAt when it expires
 */
record VerifiedToken(String userId, int generation, Instant expiresAt) {
}
