package io.github.tegrabox.chat.internal.http;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the operations through a proxy, which the server itself stands for.
 */
class ProxyTests {

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
