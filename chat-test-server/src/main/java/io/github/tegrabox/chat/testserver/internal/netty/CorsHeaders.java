package io.github.tegrabox.chat.testserver.internal.netty;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;

/**
 * The cross-origin part of answers to browsers.
 */
final class CorsHeaders {

	private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

	private static final String EXPOSED = "Retry-After, X-Request-Id";

	private final CorsPolicy policy;

	CorsHeaders(CorsPolicy policy) {
		this.policy = policy;
	}

	boolean isPreflight(HttpRequest request) {
		return request.method().equals("OPTIONS") && request.headers().contains("Origin")
				&& request.headers().contains("Access-Control-Request-Method");
	}

	HttpResponse preflight(HttpRequest request) {
		String wanted = request.headers().first("Access-Control-Request-Headers");
		HttpResponse response = HttpResponse.of(204)
			.withHeader("Access-Control-Allow-Methods", METHODS)
			.withHeader("Access-Control-Max-Age", "600");
		return (wanted != null) ? response.withHeader("Access-Control-Allow-Headers", wanted) : response;
	}

	HttpResponse addTo(HttpResponse response, HttpRequest request) {
		String origin = request.headers().first("Origin");
		if (origin == null || !this.policy.allows(origin)) {
			return response;
		}
		return response.withHeader("Access-Control-Allow-Origin", origin)
			.withHeader("Access-Control-Allow-Credentials", "true")
			.withHeader("Access-Control-Expose-Headers", EXPOSED)
			.withHeader("Vary", "Origin");
	}

}
