package io.github.tegrabox.chat.testserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of a server's REST API over a real connection.
 */
final class RestCalls {

	static final JsonMapper JSON = JsonMapper.shared();

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ChatTestServer server;

	private final String[] credential;

	private boolean described = true;

	private RestCalls(ChatTestServer server, String... credential) {
		this.server = server;
		this.credential = credential;
	}

	static RestCalls withKey(ChatTestServer server) {
		return new RestCalls(server, "X-API-Key", server.apiKey());
	}

	static RestCalls withToken(ChatTestServer server, String token) {
		return new RestCalls(server, "Authorization", "Bearer " + token);
	}

	static RestCalls with(ChatTestServer server, String... headers) {
		return new RestCalls(server, headers);
	}

	/**
	 * Leaves out the check of every exchange against the published description of the
	 * wire: for answers that are spoilt on purpose or in another style.
	 */
	RestCalls undescribed() {
		this.described = false;
		return this;
	}

	Answer get(String path) {
		return call("GET", path, null);
	}

	Answer post(String path, @Nullable String body) {
		return call("POST", path, body);
	}

	Answer patch(String path, String body) {
		return call("PATCH", path, body);
	}

	Answer delete(String path) {
		return call("DELETE", path, null);
	}

	/**
	 * Calls the server; a path without a leading slash is below the project.
	 * @throws IOException if the connection is cut
	 */
	Answer tryCall(String method, String path, @Nullable String body) throws IOException {
		String absolute = path.startsWith("/") ? path : "/api/projects/" + this.server.projectId() + "/" + path;
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.server.baseUrl() + absolute))
			.timeout(Duration.ofSeconds(30))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody());
		if (this.credential.length > 0) {
			request.headers(this.credential);
		}
		try {
			HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
			if (this.described && absolute.startsWith("/api/")) {
				WireDocuments.check(method, absolute, body, response.statusCode(), response.body());
			}
			return new Answer(response);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Answer call(String method, String path, @Nullable String body) {
		try {
			return tryCall(method, path, body);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	record Answer(HttpResponse<String> response) {

		int status() {
			return this.response.statusCode();
		}

		String body() {
			return this.response.body();
		}

		JsonNode json() {
			return JSON.readTree(this.response.body());
		}

		String text(String pointer) {
			return json().at(pointer).asString();
		}

		@Nullable String header(String name) {
			return this.response.headers().firstValue(name).orElse(null);
		}

		@Override
		public String toString() {
			return status() + " " + body();
		}

	}

}
