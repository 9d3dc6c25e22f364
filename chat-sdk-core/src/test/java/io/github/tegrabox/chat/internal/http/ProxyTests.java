package io.github.tegrabox.chat.internal.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.internal.socketio.Answers;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the operations through a proxy, which the server itself stands for.
 */
class ProxyTests {

	@Test
	void asksTheAuthenticatorForTheProxyAlone() {
		List<String> asked = new CopyOnWriteArrayList<>();
		try (StubServer stub = new StubServer((exchange) -> {
			String authorization = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
			assertThat(exchange.getRequestHeaders().get("X-API-Key")).containsExactly("key-1234");
			assertThat(exchange.getRequestHeaders().get("Authorization")).isNull();
			if (!"Basic YWRhOnNlY3JldA==".equals(authorization)) {
				exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"way out\"");
				StubServer.respond(exchange, 407, "");
			}
			else {
				StubServer.respond(exchange, 200, "{\"id\":\"prj_1\"}");
			}
		});
				ChatClient client = throughAnAuthenticator(asked, new InetSocketAddress("127.0.0.1", stub.port()))
					.apiKey("key-1234")
					.baseUrl("http://chat.invalid")
					.build()) {
			assertThat(client.projectId()).isEqualTo("prj_1");
			assertThat(client.reactive().users().list().onErrorComplete().blockOptional()).isEmpty();
			assertThat(asked).containsExactly("PROXY way out");
			assertThat(stub.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http", "https" })
	void tellsThatTheProxyWantsToKnowWhoAsks(String scheme) throws IOException {
		try (Answers proxy = Answers.start("HTTP/1.1 407 Proxy Authentication Required\r\n"
				+ "Proxy-Authenticate: Basic realm=\"way out\"\r\nContent-Length: 0\r\n\r\n");
				ChatClient client = ChatClient.builder()
					.allowInsecure(true)
					.httpClient(() -> HttpClient.newBuilder()
						.proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port()))))
					.apiKey("key-1234")
					.baseUrl(scheme + "://chat.invalid")
					.build()) {
			assertThatExceptionOfType(ChatException.class).isThrownBy(client::projectId).withMessageContaining("407");
			assertThatExceptionOfType(ChatException.class).isThrownBy(() -> client.reactive().users().list().block())
				.withMessageContaining("407");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void leavesA401OfTheServerWhatItIs(boolean challenge) {
		List<String> asked = new CopyOnWriteArrayList<>();
		try (StubServer stub = new StubServer((exchange) -> {
			assertThat(exchange.getRequestHeaders().get("Authorization")).containsExactly("Bearer a.b.c");
			assertThat(exchange.getRequestHeaders().get("X-API-Key")).isNull();
			if (challenge) {
				exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"chat\"");
			}
			StubServer.respond(exchange, 401, "{\"error\":{\"code\":\"token_expired\",\"message\":\"Too old\"}}");
		}); ChatClient client = throughAnAuthenticator(asked, null).jwtToken("a.b.c").baseUrl(stub.baseUrl()).build()) {
			assertThatExceptionOfType(ChatAuthenticationException.class).isThrownBy(() -> client.auth().verify())
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo("token_expired"));
			assertThatExceptionOfType(ChatAuthenticationException.class)
				.isThrownBy(() -> client.reactive().auth().verify().block());
			assertThat(asked).isEmpty();
		}
	}

	private static ChatClientBuilder<ChatClient> throughAnAuthenticator(List<String> asked,
			@Nullable InetSocketAddress proxy) {
		Authenticator authenticator = new Authenticator() {

			@Override
			protected PasswordAuthentication getPasswordAuthentication() {
				asked.add(getRequestorType() + " " + getRequestingPrompt());
				return new PasswordAuthentication("ada", "secret".toCharArray());
			}

		};
		return ChatClient.builder().allowInsecure(true).httpClient(() -> {
			HttpClient.Builder builder = HttpClient.newBuilder().authenticator(authenticator);
			return (proxy != null) ? builder.proxy(ProxySelector.of(proxy)) : builder;
		});
	}

	@Test
	void callsThroughTheProxyOfTheHttpClient() {
		try (ChatTestServer server = ChatTestServer.start()) {
			ProxySelector proxy = ProxySelector.of(new InetSocketAddress("127.0.0.1", server.port()));
			String user = server.createUser("ada", "ext-1");
			try (ChatClient client = ChatClient.builder()
				.apiKey(server.apiKey())
				// A name that only a proxy could know.
				.baseUrl("http://chat.invalid")
				.allowInsecure(true)
				.httpClient(() -> HttpClient.newBuilder().proxy(proxy))
				.build()) {
				assertThat(client.users().get(user).username()).isEqualTo("ada");
			}
		}
	}

}
