package io.github.tegrabox.chat.internal.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.github.tegrabox.chat.internal.auth.ApiKey;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.wire.CredentialForm;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * Immutable settings of the REST operations.
 *
 * @param baseUrl the URL of the server, with or without a path
 * @param apiKey the API key, if there is one
 * @param tokens the source of JWTs, if there is one
 * @param responseTimeout the time-out of one attempt, until its response is complete
 * @param retry how calls are retried
 * @param wire the wire settings
 * @param headers headers that are added to each request
 * @param projects the cache of project ids
 * @param pace the rate limit, {@code null} for none
 * @param threads the threads on which calls wait and continue
 */
public record RestSettings(URI baseUrl, @Nullable ApiKey apiKey, @Nullable TokenSource tokens, Duration responseTimeout,
		RetrySettings retry, WireSettings wire, Map<String, String> headers, ProjectIds projects, @Nullable Pace pace,
		ClientThreads threads) {

	/**
	 * Returns the settings with other options for some calls.
	 */
	RestSettings with(CallOptions options) {
		String jwtHeader = CredentialForm.ofToken(this.wire.jwt()).header();
		for (String name : options.headers().keySet()) {
			if (name.equalsIgnoreCase(this.wire.apiKeyHeader()) || name.equalsIgnoreCase(jwtHeader)) {
				throw new IllegalArgumentException("The header '" + name + "' carries the credential of the client");
			}
		}
		Duration timeout = (options.responseTimeout() != null) ? options.responseTimeout() : this.responseTimeout;
		RetrySettings repeated = (options.maxAttempts() != null)
				? new RetrySettings(true, options.maxAttempts(), this.retry.initialBackoff(), this.retry.maxBackoff())
				: this.retry;
		return new RestSettings(this.baseUrl, this.apiKey, this.tokens, timeout, repeated, this.wire, options.headers(),
				this.projects, this.pace, this.threads);
	}

}
