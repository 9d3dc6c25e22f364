package io.github.tegrabox.chat.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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

	/** More than any page of the API needs. */
	private static final int MAX_BODY = 16 * 1024 * 1024;

	private final HttpClient client;

	private final URI baseUrl;

	private final Pace pace;

	private final Duration bodyTimeout;

	private boolean answered;

	Http(URI baseUrl, Pace pace) {
		this(baseUrl, pace, TIMEOUT);
	}

	Http(URI baseUrl, Pace pace, Duration bodyTimeout) {
		this.client = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(TIMEOUT)
			.build();
		this.baseUrl = baseUrl;
		this.pace = pace;
		this.bodyTimeout = bodyTimeout;
	}

	HttpClient client() {
		return this.client;
	}

	URI baseUrl() {
		return this.baseUrl;
	}

	/**
	 * Sends a request, and once more if the server wants no more than a slash at the end
	 * of its path.
	 * @throws StoppedException if the server answers 429
	 */
	Answer send(String method, String target, Map<String, String> headers, @Nullable String body) {
		Answer answer = sendOnce(method, target, headers, body);
		String path = target.replaceFirst("\\?.*", "") + '/';
		boolean slash = answer.status() / 100 == 3 && answer.text().replaceFirst("\\?.*", "").endsWith(path);
		return slash ? sendOnce(method, path + target.substring(path.length() - 1), headers, body) : answer;
	}

	private Answer sendOnce(String method, String target, Map<String, String> headers, @Nullable String body) {
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
		try {
			HttpResponse<InputStream> response = this.client.send(request.build(), BodyHandlers.ofInputStream());
			this.answered = true;
			try (InputStream content = response.body()) {
				return answer(line, response, content);
			}
		}
		catch (IOException ex) {
			return new Answer(line, 0, why(ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoppedException("Interrupted");
		}
	}

	private Answer answer(String line, HttpResponse<?> response, InputStream body)
			throws IOException, InterruptedException {
		int status = response.statusCode();
		if (status == 429) {
			throw new StoppedException(line + " → 429: the server wants fewer requests"
					+ response.headers().firstValue("Retry-After").map((wish) -> ", and none for " + wish).orElse("")
					+ ". Run again later, with a smaller --rate.");
		}
		// A redirect is told of rather than followed.
		String place = response.headers().firstValue("Location").orElse(null);
		if (status / 100 == 3 && place != null) {
			return new Answer(line, status, "moved to " + place);
		}
		try {
			return new Answer(line, status, read(body));
		}
		catch (IOException ex) {
			if (status / 100 == 2) {
				throw ex;
			}
			return new Answer(line, status, why(ex));
		}
	}

	/**
	 * Reads a body, which may be endless, or never end.
	 */
	private String read(InputStream body) throws IOException, InterruptedException {
		FutureTask<byte[]> reading = new FutureTask<>(() -> body.readNBytes(MAX_BODY + 1));
		Thread reader = new Thread(reading, "chat-doctor-body");
		reader.setDaemon(true);
		reader.start();
		try {
			byte[] text = reading.get(this.bodyTimeout.toMillis(), TimeUnit.MILLISECONDS);
			if (text.length > MAX_BODY) {
				throw new IOException("the answer is longer than " + MAX_BODY + " bytes");
			}
			return new String(text, StandardCharsets.UTF_8);
		}
		catch (TimeoutException ex) {
			throw new IOException("the answer did not end within " + this.bodyTimeout.toMillis() + " ms", ex);
		}
		catch (ExecutionException ex) {
			throw new IOException("the answer was cut off", ex);
		}
	}

	private static String why(IOException failure) {
		return (failure.getMessage() != null) ? failure.getMessage() : failure.getClass().getSimpleName();
	}

}
