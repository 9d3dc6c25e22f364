package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Arrays;
import java.util.Map;

import io.github.tegrabox.chat.testserver.fault.FaultEffect;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers that are no success.
 */
final class Answers {

	private Answers() {
	}

	static HttpResponse error(ApiException ex, String requestId) {
		ObjectNode body = Json.object();
		body.set("error", Json.error(ex.code(), ex.text(), ex.details()));
		body.put("requestId", requestId);
		return HttpResponse.json(ex.status(), Json.MAPPER.writeValueAsBytes(body))
			.withHeader("X-Request-Id", requestId);
	}

	static HttpResponse respond(FaultEffect.Respond fault, String requestId) {
		HttpResponse response = error(
				new ApiException(fault.status(), code(fault.status()), "A fault that was asked for.", Map.of()),
				requestId);
		String body = fault.body();
		if (fault.status() == 204 || fault.status() == 304) {
			response = HttpResponse.of(fault.status());
		}
		else if (body != null) {
			response = HttpResponse.text(fault.status(), body).withHeader("Content-Type", "application/json");
		}
		for (Map.Entry<String, String> header : fault.headers().entrySet()) {
			response = response.withHeader(header.getKey(), header.getValue());
		}
		return response;
	}

	// Without its end the JSON cannot be read, whatever it is.
	static HttpResponse malformed(HttpResponse response) {
		byte[] body = response.body();
		byte[] broken = (body.length > 1) ? Arrays.copyOf(body, body.length - 1) : new byte[] { '{' };
		int status = (response.status() == 204) ? 200 : response.status();
		return HttpResponse.json(status, broken);
	}

	private static String code(int status) {
		return switch (status) {
			case 400, 422 -> "validation_failed";
			case 401 -> "unauthorized";
			case 403 -> "forbidden";
			case 404 -> "not_found";
			case 409 -> "conflict";
			case 429 -> "rate_limited";
			case 501 -> "not_implemented";
			case 502 -> "bad_gateway";
			case 503 -> "unavailable";
			case 504 -> "gateway_timeout";
			default -> (status < 500) ? "fault" : "internal_error";
		};
	}

}
