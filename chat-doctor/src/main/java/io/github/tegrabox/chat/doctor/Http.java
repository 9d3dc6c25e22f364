package io.github.tegrabox.chat.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import io.github.tegrabox.chat.internal.net.UserAgent;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the one server, at the pace that was set. Redirects are not followed: the
 * key is for this host alone.
 */
final class Http {

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	/** A server that sleeps while nobody asks takes its time to wake up. */
	private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(90);

	private final HttpClient client;

	private final URI baseUrl;

	private final Pace pace;

	private boolean answered;

	Http(URI baseUrl, Pace pace) {
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(TIMEOUT)
			.build();
		this.baseUrl = baseUrl;
		this.pace = pace;
	}

	HttpClient client() {
		return this.client;
	}

	URI baseUrl() {
		return this.baseUrl;
	}

	/**
	 * Sends a request.
	 * @throws StoppedException if the server answers 429
	 */
	Answer send(String method, String target, Map<String, String> headers, @Nullable String body) {
		this.pace.take();
		String line = method + ' ' + target;
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.baseUrl + target))
			.timeout(this.answered ? TIMEOUT : FIRST_TIMEOUT)
			.setHeader("Accept", "application/json")
			.setHeader("User-Agent", UserAgent.VALUE);
		headers.forEach(request::setHeader);
		if (body != null) {
			request.setHeader("Content-Type", "application/json");
		}
		request.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		HttpResponse<String> response;
		try {
			response = this.client.send(request.build(), BodyHandlers.ofString());
			this.answered = true;
		}
		catch (IOException ex) {
			String why = (ex.getMessage() != null) ? ex.getMessage() : ex.getClass().getSimpleName();
			return new Answer(line, 0, why, "");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoppedException("Interrupted");
		}
		if (response.statusCode() == 429) {
			throw new StoppedException(line + " → 429: the server wants fewer requests"
					+ response.headers().firstValue("Retry-After").map((wish) -> ", and none for " + wish).orElse("")
					+ ". Run again later, with a smaller --rate.");
		}
		// A redirect is told of rather than followed.
		String words = response.headers()
			.firstValue("Location")
			.map((place) -> "moved to " + place)
			.orElse(response.body());
		return new Answer(line, response.statusCode(), (response.statusCode() / 100 == 3) ? words : response.body(),
				response.headers().firstValue("WWW-Authenticate").orElse(""));
	}

}
