package io.github.tegrabox.chat.internal.socket.session;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.junit.ChatServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what an application sees of its socket that listens to no errors.
 */
@ChatServer
class SocketLogTests {

	private static final Instant NOW = Instant.EPOCH;

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger(ChatSocket.class);

	private final Appender appender = new Appender();

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

	private final AtomicBoolean roomless = new AtomicBoolean();

	private final SocketLog log = new SocketLog(URI.create("https://chat.example.com"), this.nanos::get,
			this.roomless::get);

	@BeforeEach
	void listen() {
		this.appender.setContext(this.logger.getLoggerContext());
		this.appender.start();
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
		this.logger.setLevel(Level.INFO);
	}

	@AfterEach
	void listenNoMore() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(Level.OFF);
	}

	@Test
	void aFailureThatRepeatsItselfIsToldOnceInEachOutage() {
		SocketError failure = new SocketError("connect_failed", "no route", null, NOW);
		this.log.event(failure);
		this.log.event(failure);
		this.log.event(new SocketConnected(false, NOW));
		this.log.event(new SocketDisconnected("transport close", NOW));
		this.log.event(failure);
		this.log.event(failure);
		this.log.event(failure);
		this.log.event(new SocketConnected(true, NOW));
		assertThat(this.lines).containsExactly(
				"WARN The chat socket does not connect to https://chat.example.com: connect_failed: no route",
				"INFO The chat socket is connected to https://chat.example.com",
				"INFO The chat socket lost its connection (transport close) and connects again",
				"INFO The chat socket does not connect to https://chat.example.com at once: connect_failed: no route",
				"WARN The chat socket does not connect to https://chat.example.com: connect_failed: no route",
				"INFO The chat socket is connected to https://chat.example.com again");
	}

	@Test
	void aRemedyBehindManyWordsOfTheServerIsKept() {
		this.log
			.event(new SocketError("token_unavailable", "no ".repeat(120) + "chat-doctor finds out how.", null, NOW));
		assertThat(this.lines).singleElement().asString().endsWith("no chat-doctor finds out how.");
		this.log.event(new SocketConnected(false, NOW));
		this.log.event(new SocketError("flood", "no ".repeat(10_000), null, NOW));
		assertThat(this.lines).allSatisfy((line) -> assertThat(line).hasSizeLessThan(800));
	}

	@Test
	void aConnectionWithoutAnyRoomIsTold() {
		this.roomless.set(true);
		this.log.event(new SocketConnected(false, NOW));
		assertThat(this.lines)
			.containsExactly("INFO The chat socket is connected to https://chat.example.com, in no room yet");
	}

	@Test
	void whatIsBehindALostConnectionIsToldOnce() {
		this.log.event(new SocketConnected(false, NOW));
		this.log.ended(new ChatDecodingException("A packet is no valid JSON", null));
		this.log.event(new SocketDisconnected("parse error", NOW));
		this.log.ended(new IOException("nobody there"));
		this.log.event(new SocketConnected(true, NOW));
		this.log.event(new SocketDisconnected("ping timeout", NOW));
		assertThat(this.lines).filteredOn((line) -> line.contains("lost"))
			.containsExactly(
					"INFO The chat socket lost its connection (parse error: A packet is no valid JSON) and connects again",
					"INFO The chat socket lost its connection (ping timeout) and connects again");
	}

	@Test
	void aTokenThatIsReplacedIsNoWarning() {
		SocketError refusal = new SocketError("token_revoked", "unauthorized", null, NOW);
		this.log.event(refusal);
		this.log.event(new SocketConnected(false, NOW));
		this.log.event(new SocketDisconnected("transport close", NOW));
		this.log.event(refusal);
		this.log.event(refusal);
		this.log.event(refusal);
		assertThat(this.lines).containsExactly(
				"INFO The chat socket does not connect to https://chat.example.com at once: token_revoked: unauthorized",
				"INFO The chat socket is connected to https://chat.example.com",
				"INFO The chat socket lost its connection (transport close) and connects again",
				"INFO The chat socket does not connect to https://chat.example.com at once: token_revoked: unauthorized",
				"WARN The chat socket does not connect to https://chat.example.com: token_revoked: unauthorized");
	}

	@Test
	void aRoomThatIsGoneWhenTheConnectionIsBackIsNoWarning() {
		SocketError refusal = new SocketError("room_not_found", "no such room", "room_1", NOW);
		this.log.event(new SocketConnected(false, NOW));
		this.log.event(refusal);
		this.log.event(new SocketConnected(true, NOW));
		this.log.event(refusal);
		this.log.event(new SocketError("not_a_member", "no", "room_1", NOW));
		assertThat(this.lines).containsExactly("INFO The chat socket is connected to https://chat.example.com",
				"WARN The chat room room_1 reports an error: room_not_found: no such room",
				"INFO The chat socket is connected to https://chat.example.com again",
				"INFO The chat room room_1 no longer exists: room_not_found: no such room",
				"WARN The chat room room_1 reports an error: not_a_member: no");
	}

	@Test
	void aFloodOfErrorsIsCounted() {
		this.log.event(new SocketConnected(false, NOW));
		this.lines.clear();
		flood(1000);
		assertThat(this.lines).hasSize(20).startsWith("WARN The chat server reports an error: flood: 0");
		assertThat(List.copyOf(this.lines).get(19))
			.isEqualTo("WARN The chat server reports an error: flood: 19 " + "(more errors are only counted for now)");
		this.lines.clear();
		this.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
		flood(1000);
		assertThat(this.lines).containsExactly(
				"WARN The chat server reports an error: flood: 0 " + "(and 980 more errors since the last line)");
		this.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
		flood(1000);
		assertThat(this.lines).hasSize(1);
		this.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
		this.log.event(new SocketError("flood", "again", "room_1", NOW));
		assertThat(this.lines).hasSize(2)
			.contains("WARN The chat room room_1 reports an error: flood: again "
					+ "(and 1999 more errors since the last line)");
		this.nanos.addAndGet(Duration.ofHours(1).toNanos());
		this.lines.clear();
		flood(10);
		assertThat(this.lines).hasSize(10);
	}

	private void flood(int count) {
		for (int i = 0; i < count; i++) {
			this.log.event(new SocketError("flood", Integer.toString(i), null, NOW));
		}
	}

	@Test
	void aDisconnectOnPurposeIsNoWarning() {
		this.log.event(new SocketConnected(false, NOW));
		this.log.event(new SocketDisconnected(Session.ON_PURPOSE, NOW));
		assertThat(this.lines).hasSize(1);
	}

	@Test
	void wordsOfTheServerShowNoTokenAndMakeNoLine() {
		String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1In0.c2lnbmF0dXJl";
		this.log.event(new SocketError("x\nERROR faked", "You sent " + jwt, null, NOW));
		this.log.event(new MessageGap("room_1\n", "history " + jwt, NOW));
		assertThat(this.lines).containsExactly(
				"WARN The chat socket does not connect to https://chat.example.com: x ERROR faked: You sent ***",
				"WARN Messages of the chat room room_1 may be missing: history ***");
	}

	@Test
	void aWrongKeyIsNoSecret(ChatTestServer server) {
		ChatClient tokens = ChatClient.builder().baseUrl(server.baseUrl()).apiKey("wrong-key").build();
		ChatClient client = tokens.mutate().tokenProvider(() -> tokens.users().generateToken("usr_1").token()).build();
		try (tokens; client) {
			client.socket().connect();
			awaitLine("WARN", "does not connect to " + server.baseUrl(), "api_key_invalid");
		}
		assertThat(this.lines).noneMatch((line) -> line.contains("wrong-key"));
	}

	@Test
	void aFixedTokenThatIsRefusedIsTold(ChatTestServer server) {
		try (ChatClient client = ChatClient.builder().baseUrl(server.baseUrl()).jwtToken("a.b.c").build()) {
			client.socket().connect();
			awaitLine("ERROR", "has stopped");
		}
	}

	@Test
	void unknownRoomsAreTold(ChatTestServer server) {
		String user = server.createUser("bot", "bot");
		try (ChatClient client = ChatClient.builder()
			.baseUrl(server.baseUrl())
			.apiKey(server.apiKey())
			.jwtToken(server.issueToken(user))
			.build()) {
			ChatSocket socket = client.socket();
			socket.joinRoom("room_to_join");
			socket.connect();
			awaitLine("WARN", "room_to_join", "room_not_found");
			socket.sendMessage("room_to_write_to", "Hello");
			awaitLine("WARN", "room_to_write_to", "room_not_found");
		}
	}

	@Test
	void missingMessagesAreTold(ChatTestServer server) {
		String user = server.createUser("bot", "bot");
		String room = server.createRoom("Lobby", user);
		try (ChatClient client = ChatClient.builder()
			.baseUrl(server.baseUrl())
			.jwtToken(server.issueToken(user))
			.socket(withoutRecovery())
			.build()) {
			ChatSocket socket = client.socket();
			AtomicBoolean heard = new AtomicBoolean();
			socket.onMessage((message) -> heard.set(true));
			socket.joinRoom(room);
			socket.connect();
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
				server.createMessage(room, user, "Is anybody there?");
				return heard.get();
			});
			server.disconnectSockets();
			awaitLine("WARN", "Messages of the chat room " + room + " may be missing");
		}
	}

	private static SocketSettings withoutRecovery() {
		SocketSettings defaults = SocketSettings.defaults();
		return new SocketSettings(defaults.url(), defaults.path(), defaults.transports(), defaults.ackTimeout(),
				defaults.reconnect(), defaults.dispatch(), new SocketSettings.Recovery(false, 1));
	}

	private void awaitLine(String... parts) {
		Awaitility.await()
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.lines.stream().anyMatch((line) -> List.of(parts).stream().allMatch(line::contains)));
	}

	private final class Appender extends AppenderBase<ILoggingEvent> {

		@Override
		protected void append(ILoggingEvent event) {
			SocketLogTests.this.lines.add(event.getLevel() + " " + event.getFormattedMessage());
		}

	}

}
