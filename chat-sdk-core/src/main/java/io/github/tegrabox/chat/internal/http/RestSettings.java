package io.github.tegrabox.chat.internal.http;

import java.net.URI;
import java.time.Duration;

import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * Immutable settings of the REST operations.
 *
 * @param baseUrl the address of the server, with or without a path
 * @param apiKey the API key, if there is one
 * @param tokens where JWTs come from, if there are any
 * @param responseTimeout how long one attempt may take until its answer is complete
 * @param retry how calls are repeated
 * @param wire the names of the wire
 */
public record RestSettings(URI baseUrl, @Nullable Secret apiKey, @Nullable TokenSource tokens, Duration responseTimeout,
		RetrySettings retry, WireSettings wire) {

}
