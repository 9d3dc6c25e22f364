package io.github.tegrabox.chat.spring.token;

import java.io.IOException;

import io.github.tegrabox.chat.internal.net.Blocking;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.HttpRequestHandler;

/**
 * The token endpoint in a servlet application. It blocks the thread of the request.
 */
public final class ServletTokenEndpoint implements HttpRequestHandler {

	private final TokenEndpoint endpoint;

	/**
	 * Creates the handler.
	 * @param endpoint the endpoint
	 */
	public ServletTokenEndpoint(TokenEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		TokenAnswer answer = Blocking.get(this.endpoint.answer(request.getMethod(), request.getUserPrincipal()));
		response.setStatus(answer.status().value());
		answer.headers().forEach(response::setHeader);
		if (!answer.body().isEmpty()) {
			byte[] body = answer.bytes();
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
		}
	}

}
