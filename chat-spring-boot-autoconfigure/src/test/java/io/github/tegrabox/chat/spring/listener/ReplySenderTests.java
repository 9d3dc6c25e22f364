package io.github.tegrabox.chat.spring.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatReply;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link ReplySender} with servers that list the oldest first, on pages of their
 * own size, and never answer a write.
 */
class ReplySenderTests {

	private static final Duration WAIT = Duration.ofMinutes(2);

	private static final int CAP = 50;

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final ChatSocket socket = mock();

	private HttpServer server;

	private ReactiveChatClient client;

	/** What a page has beside its items. */
	private String fields = "";

	/** Whether there is a page behind every page. */
	private boolean endless;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
		this.client = ReactiveChatClient.builder()
			.baseUrl("http://localhost:" + this.server.getAddress().getPort())
			.apiKey("key")
			.build();
		when(this.socket.userId()).thenReturn("bot");
		IntStream.range(0, 260).forEach((i) -> this.messages.add("before " + i));
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.stop(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"page\":1,", "\"page\":%1$d,", "\"total\":%2$d,", "\"total_pages\":1,",
			"\"page\":1,\"limit\":50,\"total\":%2$d,", "\"total_pages\":9," })
	void aReplyIsFoundHoweverTheServerNumbersItsPages(String dialect) {
		this.fields = dialect;
		StepVerifier.create(sender().say(ChatReply.to("room", "pong"))).expectComplete().verify(WAIT);
		assertThat(this.messages).filteredOn("pong"::equals).hasSize(1);
	}

	@Test
	void aHistoryWithoutEndHasNothingSaidTwice() {
		this.endless = true;
		StepVerifier.create(sender().say(ChatReply.to("room", "pong")))
			.expectError(ChatNetworkException.class)
			.verify(WAIT);
		assertThat(this.messages).filteredOn("pong"::equals).hasSize(1);
	}

	private ReplySender sender() {
		return new ReplySender(this.socket, () -> this.client, true, MessageOrder.OLDEST_FIRST,
				new ListenerSettings(3, Duration.ofMillis(1), Duration.ofMillis(2), WAIT, ""));
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (exchange.getRequestMethod().equals("POST")) {
				exchange.getRequestBody().readAllBytes();
				this.messages.add("pong");
				return;
			}
			Matcher page = Pattern.compile("page=(\\d+)").matcher(exchange.getRequestURI().toString());
			String json = page.find() ? page(Integer.parseInt(page.group(1))) : "{\"id\":\"project\"}";
			byte[] body = json.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private String page(int number) {
		int end = this.endless ? number * CAP : this.messages.size();
		String items = IntStream.range((number - 1) * CAP, Math.min(number * CAP, end))
			.mapToObj((i) -> "{\"id\":\"m%d\",\"room_id\":\"room\",\"user_id\":\"bot\",\"content\":\"%s\"}".formatted(i,
					(i < this.messages.size() && !this.endless) ? this.messages.get(i) : "more"))
			.collect(Collectors.joining(","));
		return "{" + this.fields.formatted(number - 1, this.messages.size()) + "\"items\":[" + items + "]}";
	}

}
