package io.github.tegrabox.chat.benchmarks.rest;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import io.getstream.chat.java.models.User;
import io.getstream.chat.java.services.framework.DefaultClient;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.ChatUser;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The clients that are measured, each at its best: connections kept, one client for all
 * callers.
 */
final class Subjects {

	private static final String PATH = "/api/projects/{projectId}/users/{userId}";

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private Subjects() {
	}

	static List<Subject> all(String baseUrl) {
		return List.of(chatClient(baseUrl), webClient(baseUrl), okHttp(baseUrl), streamChat(baseUrl), jdk(baseUrl));
	}

	private static Subject chatClient(String baseUrl) {
		ChatClient client = ChatClient.builder().apiKey("benchmark-key").baseUrl(baseUrl).build();
		return new Subject("ChatClient", () -> client.users().get("usr_1"));
	}

	private static Subject webClient(String baseUrl) {
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		WebClient client = WebClient.builder()
			.baseUrl(baseUrl)
			.clientConnector(new JdkClientHttpConnector(http))
			.codecs((codecs) -> codecs.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(MAPPER)))
			.build();
		return new Subject("bare WebClient",
				() -> client.get()
					.uri(PATH, "prj_1", "usr_1")
					.header("X-API-Key", "benchmark-key")
					.retrieve()
					.bodyToMono(ChatUser.class)
					.block());
	}

	/**
	 * Where the JDK's client is the limit, this is the limit.
	 */
	private static Subject jdk(String baseUrl) {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		return new Subject("JDK + Jackson", () -> {
			HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/api/projects/prj_1/users/usr_1"))
				.header("X-API-Key", "benchmark-key")
				.build();
			return MAPPER.readValue(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body(),
					ChatUser.class);
		});
	}

	private static Subject okHttp(String baseUrl) {
		OkHttpClient client = new OkHttpClient.Builder().connectionPool(new ConnectionPool(256, 1, TimeUnit.MINUTES))
			.build();
		return new Subject("OkHttp + Jackson", () -> {
			Request request = new Request.Builder().url(baseUrl + "/api/projects/prj_1/users/usr_1")
				.header("X-API-Key", "benchmark-key")
				.build();
			try (Response response = client.newCall(request).execute()) {
				return MAPPER.readValue(response.body().bytes(), ChatUser.class);
			}
		});
	}

	private static Subject streamChat(String baseUrl) {
		Properties properties = new Properties();
		properties.setProperty(DefaultClient.API_KEY_PROP_NAME, "benchmark-key");
		properties.setProperty(DefaultClient.API_SECRET_PROP_NAME, "benchmark-secret-benchmark-secret-benchmark");
		properties.setProperty(DefaultClient.API_URL_PROP_NAME, baseUrl);
		properties.setProperty(DefaultClient.API_TIMEOUT_PROP_NAME, "10000");
		DefaultClient client = new DefaultClient(properties);
		return new Subject("stream-chat-java",
				() -> User.list().filterCondition("id", "usr_1").limit(1).withClient(client).request());
	}

}
