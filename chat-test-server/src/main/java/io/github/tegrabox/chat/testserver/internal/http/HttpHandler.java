package io.github.tegrabox.chat.testserver.internal.http;

import java.util.concurrent.CompletionStage;

/**
 * Answer to the HTTP requests of a server.
 */
@FunctionalInterface
public interface HttpHandler {

	/**
	 * Answers a request. Called on the server's only thread, so it must not block; the
	 * answer may be completed on any thread. Requests of one connection are handed over
	 * one after the other. When the client goes away before the answer is there, the
	 * answer's future is cancelled. An exception, thrown or completed with, becomes a
	 * plain 500.
	 * @param request the request, its body complete
	 * @return the response to come
	 */
	CompletionStage<HttpResponse> handle(HttpRequest request);

}
