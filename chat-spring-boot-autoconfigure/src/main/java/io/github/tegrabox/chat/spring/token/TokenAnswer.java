package io.github.tegrabox.chat.spring.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.tegrabox.chat.model.TokenResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Response of the token endpoint, for any web stack. Written by a JSON mapper of its own,
 * so that no setting of the application changes its form.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body
 */
record TokenAnswer(HttpStatus status, Map<String, String> headers, String body) {

	private static final JsonMapper mapper = JsonMapper.builder().build();

	private static final String ALLOWED_METHODS = "GET, HEAD, POST, OPTIONS";

	static TokenAnswer token(TokenResponse token) {
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("token", token.token());
		body.put("userId", token.userId());
		body.put("expiresAt", (token.expiresAt() != null) ? token.expiresAt().toString() : null);
		return of(HttpStatus.OK, MediaType.APPLICATION_JSON_VALUE, body);
	}

	static TokenAnswer head() {
		return new TokenAnswer(HttpStatus.OK, headers(MediaType.APPLICATION_JSON_VALUE), "");
	}

	static TokenAnswer options() {
		TokenAnswer answer = new TokenAnswer(HttpStatus.NO_CONTENT, headers(null), "");
		return answer.with(HttpHeaders.ALLOW, ALLOWED_METHODS);
	}

	static TokenAnswer methodNotAllowed() {
		return problem(HttpStatus.METHOD_NOT_ALLOWED, "A token is to be had by GET or POST.").with(HttpHeaders.ALLOW,
				ALLOWED_METHODS);
	}

	static TokenAnswer problem(HttpStatus status, String detail) {
		Map<String, @Nullable Object> body = new LinkedHashMap<>();
		body.put("type", "about:blank");
		body.put("title", status.getReasonPhrase());
		body.put("status", status.value());
		body.put("detail", detail);
		return of(status, MediaType.APPLICATION_PROBLEM_JSON_VALUE, body);
	}

	TokenAnswer retryAfter(@Nullable Duration pause) {
		if (pause == null) {
			return this;
		}
		long seconds = pause.plusNanos(999_999_999).toSeconds();
		return with(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
	}

	byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	private TokenAnswer with(String header, String value) {
		this.headers.put(header, value);
		return this;
	}

	private static TokenAnswer of(HttpStatus status, String contentType, Map<String, @Nullable Object> body) {
		return new TokenAnswer(status, headers(contentType), mapper.writeValueAsString(body));
	}

	private static Map<String, String> headers(@Nullable String contentType) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
		if (contentType != null) {
			headers.put(HttpHeaders.CONTENT_TYPE, contentType);
		}
		return headers;
	}

}
