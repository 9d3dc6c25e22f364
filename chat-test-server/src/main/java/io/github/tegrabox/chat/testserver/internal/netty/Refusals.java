package io.github.tegrabox.chat.testserver.internal.netty;

import java.nio.charset.StandardCharsets;

import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;

/**
 * Answers to requests that no handler sees, with an error as the Chat API has them.
 */
final class Refusals {

	private Refusals() {
	}

	static HttpResponse of(int status) {
		String error = switch (status) {
			case 413 -> error("payload_too_large", "The body is too large.");
			case 414 -> error("uri_too_long", "The address is too long.");
			case 417 -> error("expectation_failed", "No such expectation is met.");
			case 431 -> error("headers_too_large", "The header fields are too large.");
			case 500 -> error("internal_error", "The test server failed; its log says why.");
			case 505 -> error("http_version_not_supported", "HTTP/1.1 is spoken here.");
			default -> error("bad_request", "The request is no valid HTTP.");
		};
		return HttpResponse.json(status, error.getBytes(StandardCharsets.UTF_8));
	}

	private static String error(String code, String message) {
		return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}}";
	}

}
