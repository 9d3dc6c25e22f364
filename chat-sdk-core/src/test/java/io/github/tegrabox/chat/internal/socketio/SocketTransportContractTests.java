package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socketio.HandshakeFailure.Kind;
import io.github.tegrabox.chat.internal.socketio.RecordingListener.Connected;
import io.github.tegrabox.chat.internal.socketio.RecordingListener.Opened;
import io.github.tegrabox.chat.internal.socketio.RecordingListener.Refused;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * What every {@link SocketTransport} has to hold, over real sockets.
 */
abstract class SocketTransportContractTests extends ProtocolViolationTests {

	@Test
	void tellsOpeningThenConnection() {
		connect();
		assertThat(this.listener.signals()).containsExactly(new Opened(Duration.ofSeconds(25), Duration.ofSeconds(20)),
				new Connected());
		assertThat(this.listener.activities()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "token_missing", "token_invalid", "token_expired", "token_revoked" })
	void tellsTheCodeOfARefusal(String code) {
		open(code);
		await().atMost(SOON).until(() -> !this.listener.signals(Refused.class).isEmpty());
		assertThat(this.listener.signals(Refused.class)).containsExactly(new Refused(code, "unauthorized"));
		await().atMost(SOON).until(this.peer::isDeserted);
		assertThat(this.listener.signals()).hasSize(2);
	}

	@Test
	void tellsARefusalWithoutCode() {
		open("bare");
		await().atMost(SOON).until(() -> !this.listener.signals(Refused.class).isEmpty());
		assertThat(this.listener.signals(Refused.class)).containsExactly(new Refused(null, "no reason"));
	}

	@Test
	void tellsThatNobodyListens() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		open(URI.create("http://127.0.0.1:" + port), Peer.TOKEN, Duration.ofSeconds(30));
		awaitClosed("transport error");
		assertThat(failure().kind()).isEqualTo(Kind.UNREACHABLE);
	}

	private HandshakeFailure failure() {
		assertThat(this.listener.closed().cause()).isInstanceOf(HandshakeException.class);
		return ((HandshakeException) this.listener.closed().cause()).failure();
	}

	@Test
	void tellsThatNobodyKnowsTheHost() {
		open(URI.create("http://nowhere.invalid"), Peer.TOKEN, Duration.ofSeconds(30));
		awaitClosed("transport error");
		assertThat(failure().kind()).isEqualTo(Kind.NAME);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 401, 403, 404, 429, 502, 503 })
	void tellsWhatTheServerAnswered(int status) throws IOException {
		try (Answers answers = Answers.start("HTTP/1.1 " + status + " No\r\nRetry-After: 7\r\nContent-Length: 9\r\n"
				+ "Location: http://elsewhere/\r\n\r\n<b>no</b>")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofSeconds(30));
			awaitClosed("transport error");
		}
		assertThat(failure().status()).isEqualTo(status);
		assertThat(failure().words()).isEqualTo("<b>no</b>");
		assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(7));
		assertThat(this.listener.closed().cause()).hasMessageContaining(failure().remedy());
	}

	@Test
	void tellsThatTheServerDoesNotOfferTheTransport() throws IOException {
		try (Answers answers = Answers
			.start("HTTP/1.1 400 Bad Request\r\n\r\n{\"code\":0,\"message\":\"Transport unknown\"}")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofSeconds(30));
			awaitClosed("transport error");
		}
		assertThat(failure().remedy())
			.isEqualTo("the server does not offer this transport: change chat.socket.transports");
	}

	@Test
	void tellsThatTheConnectionWasCut() throws IOException {
		try (Answers answers = Answers.start("")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofSeconds(30));
			awaitClosed("transport error");
		}
		assertThat(failure().kind()).isEqualTo(Kind.CUT);
		assertThat(failure().isWebSocketBlocked()).isFalse();
	}

	@Test
	void tellsThatTheServerSaysNothing() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			open(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Peer.TOKEN, Duration.ofMillis(300));
			awaitClosed("timeout");
		}
		assertThat(failure().kind()).isEqualTo(Kind.SILENT);
		assertThat(failure().isWebSocketBlocked()).isTrue();
		assertThat(this.listener.closed().cause())
			.hasMessage("the server did not answer the handshake in time: " + failure().remedy());
	}

	@Test
	void tellsThatTheServerHasNoSocketIoThere() {
		this.transport.open(new ConnectRequest(this.peer.uri(), "/elsewhere", transports(), new Token(Peer.TOKEN, null),
				Duration.ofSeconds(30), WireSettings.defaults(), 1024 * 1024), this.listener);
		awaitClosed("transport error");
		assertThat(failure().kind()).isEqualTo(Kind.STATUS);
		assertThat(this.listener.closed().cause()).hasMessage("the handshake was answered with status 404 (not found): "
				+ "check chat.socket.url and chat.socket.path: is a Socket.IO server there?");
	}

	@Test
	void tellsThatTheServerIsNoSocketIoServer() throws IOException {
		try (Answers answers = Answers.start(List.of("welcome to the news"), "welcome to the news")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofSeconds(30));
			awaitClosed("parse error");
		}
		assertThat(failure().kind()).isEqualTo(Kind.NOT_SOCKET_IO);
		assertThat(failure().words()).isEqualTo("it begins with: welcome to the news");
		assertThat(this.listener.closed().cause()).hasMessageStartingWith("the answer is not a Socket.IO server's")
			.hasMessageEndingWith("check chat.socket.url and chat.socket.path");
	}

	@Test
	void tellsThatTheServerIsTooOld() throws IOException {
		String handshake = "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":5000}";
		try (Answers answers = Answers.start(List.of(handshake, "40"), handshake.length() + ":" + handshake + "2:40")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofSeconds(30));
			awaitClosed("parse error");
		}
		assertThat(failure().kind()).isEqualTo(Kind.OLD_PROTOCOL);
		assertThat(failure().isWebSocketBlocked()).isFalse();
		assertThat(this.listener.closed().cause())
			.hasMessage("the server speaks Socket.IO 2 or older: the server has to be Socket.IO 3 or newer");
	}

	@Test
	void decodesEventsInTheirOrder() {
		connect();
		IntStream.range(0, 2000).forEach((i) -> this.peer.sockets().get(0).emit("message", message(i)));
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 2000);
		assertThat(this.listener.signals(MessageReceived.class)).extracting((event) -> event.message().id())
			.containsExactlyElementsOf(IntStream.range(0, 2000).mapToObj((i) -> "m" + i).toList());
	}

	@Test
	void decodesEventsThatFollowTheConnectionAtOnce() {
		this.peer.greeting((socket) -> IntStream.range(0, 10).forEach((i) -> socket.emit("message", message(i))));
		connect();
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 10);
		assertThat(this.listener.signals().get(1)).isEqualTo(new Connected());
	}

	@Test
	void keepsEventsThatComeBeforeTheConnection() {
		this.peer.close();
		this.peer = Peer.start();
		this.peer.early("42[\"message\",{\"id\":\"m0\",\"room_id\":\"r\",\"user_id\":\"u\",\"content\":\"early\"}]");
		connect();
		await().atMost(SOON).until(() -> !this.listener.signals(MessageReceived.class).isEmpty());
		assertThat(this.listener.signals().get(1)).isEqualTo(new Connected());
		assertThat(this.listener.signals(MessageReceived.class).get(0).message().content()).isEqualTo("early");
	}

	@Test
	void handsOutWhatItCannotDecode() {
		connect();
		this.peer.sockets().get(0).emit("poll", Map.of("question", "why"), "second");
		this.peer.sockets().get(0).emit("message", "no object");
		this.peer.sockets().get(0).emit("nothing");
		this.peer.sockets().get(0).emit("file", (Object) new byte[] { 1, 2, 3 });
		this.peer.sockets().get(0).emit("message", message(1));
		await().atMost(SOON).until(() -> !this.listener.signals(MessageReceived.class).isEmpty());
		assertThat(this.listener.signals(UnknownChatEvent.class)).extracting(UnknownChatEvent::name)
			.containsExactly("poll", "message", "nothing", "file");
		assertThat(this.listener.signals(UnknownChatEvent.class).get(0).payload()).isEqualTo(Map.of("question", "why"));
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void joinsLongMessages() {
		connect();
		String content = "äöü€😀".repeat(20_000);
		this.peer.sockets()
			.get(0)
			.emit("message", Map.of("id", "m", "room_id", "r", "user_id", "u", "content", content));
		await().atMost(SOON).until(() -> !this.listener.signals(MessageReceived.class).isEmpty());
		assertThat(this.listener.signals(MessageReceived.class).get(0).message().content()).isEqualTo(content);
	}

	@Test
	void sendsEventsInTheirOrder() {
		SocketConnection connection = connect();
		IntStream.range(0, 500).forEach((i) -> connection.emit("start_typing", Map.of("room_id", "r" + i)));
		await().atMost(SOON).until(() -> this.peer.received().size() == 500);
		assertThat(this.peer.received()).extracting((event) -> event.arguments().get(0).path("room_id").asString())
			.containsExactlyElementsOf(IntStream.range(0, 500).mapToObj((i) -> "r" + i).toList());
	}

	@Test
	void sendsEveryKindOfValue() {
		SocketConnection connection = connect();
		Map<String, Object> payload = new HashMap<>();
		payload.put("text", "\"\u2028é\u0000");
		payload.put("numbers", List.of(1, 2L, 0.5, -3));
		payload.put("flag", true);
		payload.put("nothing", null);
		payload.put("nested", Map.of("list", List.of(List.of(), Map.of())));
		connection.emit("send_message", payload);
		await().atMost(SOON).until(() -> !this.peer.received().isEmpty());
		assertThat(this.peer.received().get(0).arguments().get(0).toString()).contains("\"numbers\":[1,2,0.5,-3]",
				"\"flag\":true", "\"nothing\":null", "{\"list\":[[],{}]}");
		assertThat(this.peer.received().get(0).arguments().get(0).path("text").asString()).isEqualTo("\"\u2028é\u0000");
	}

	@Test
	void tellsAcknowledgements() {
		SocketConnection connection = connect();
		List<Acknowledgement> acks = Collections.synchronizedList(new ArrayList<>());
		connection.emit("send_message", Map.of("content", "a"), acks::add);
		connection.emit("send_message", Map.of("content", "b"), acks::add);
		await().atMost(SOON).until(() -> this.peer.received().size() == 2);
		this.peer.received().get(1).ack().send(Map.of("ok", false, "error", Map.of("code", "full", "message", "no")));
		await().atMost(SOON).until(() -> acks.size() == 1);
		this.peer.received().get(0).ack().send(Map.of("ok", true, "message", message(7)));
		await().atMost(SOON).until(() -> acks.size() == 2);
		assertThat(acks.get(0)).isEqualTo(new Acknowledgement(false, null, "full", "no"));
		assertThat(acks.get(1).ok()).isTrue();
		assertThat(acks.get(1).message()).isNotNull().extracting("id").isEqualTo("m7");
	}

	@Test
	void readsAnAnswerBehindTheErrorThatThereIsNot() {
		SocketConnection connection = connect();
		List<Acknowledgement> acks = Collections.synchronizedList(new ArrayList<>());
		for (int i = 0; i < 3; i++) {
			connection.emit("send_message", Map.of("content", "a"), acks::add);
		}
		await().atMost(SOON).until(() -> this.peer.received().size() == 3);
		this.peer.received().get(0).ack().send(null, message(7));
		this.peer.received().get(1).ack().send(null, Map.of("ok", false));
		this.peer.received().get(2).ack().send((Object) null);
		await().atMost(SOON).until(() -> acks.size() == 3);
		assertThat(acks.get(0).message()).isNotNull().extracting("id").isEqualTo("m7");
		assertThat(acks).extracting(Acknowledgement::ok).containsExactly(true, false, true);
	}

	@Test
	void tellsNoCredentialThatTheServerQuotes() {
		SocketConnection connection = connect();
		List<Acknowledgement> acks = Collections.synchronizedList(new ArrayList<>());
		connection.emit("send_message", Map.of("content", "a"), acks::add);
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		String quoted = Peer.TOKEN + " or eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1In0.c2lnbmF0dXJl";
		this.peer.received()
			.get(0)
			.ack()
			.send(Map.of("ok", false, "error", Map.of("code", "full", "message", "I know " + quoted)));
		this.peer.sockets().get(0).emit("error", Map.of("code", "odd", "message", "I know " + quoted));
		await().atMost(SOON).until(() -> acks.size() == 1 && !this.listener.signals(SocketError.class).isEmpty());
		assertThat(acks).containsExactly(new Acknowledgement(false, null, "full", "I know *** or ***"));
		assertThat(this.listener.signals(SocketError.class).get(0).message()).isEqualTo("I know *** or ***");
	}

	@Test
	void tellsNoTokenThatStandsInPlaceOfACode() {
		SocketConnection connection = connect();
		List<Acknowledgement> acks = Collections.synchronizedList(new ArrayList<>());
		connection.emit("send_message", Map.of("content", "a"), acks::add);
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		String jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1In0.c2lnbmF0dXJl";
		this.peer.received().get(0).ack().send(Map.of("ok", false, "error", Map.of("code", "bad " + jwt)));
		this.peer.sockets().get(0).emit("error", Map.of("code", "bad " + jwt, "room_id", jwt));
		await().atMost(SOON).until(() -> acks.size() == 1 && !this.listener.signals(SocketError.class).isEmpty());
		assertThat(acks.get(0).errorCode()).isEqualTo("bad ***");
		SocketError error = this.listener.signals(SocketError.class).get(0);
		assertThat(error.code()).isEqualTo("bad ***");
		assertThat(error.roomId()).isEqualTo("***");
	}

	@Test
	void tellsNoTokenThatStandsInPlaceOfTheCodeOfARefusal() {
		open("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1In0.c2lnbmF0dXJl");
		await().atMost(SOON).until(() -> !this.listener.signals(Refused.class).isEmpty());
		assertThat(this.listener.signals(Refused.class).get(0).code()).isEqualTo("***");
	}

	@Test
	void readsTheNumbersOfAHandshakeAsAnyLanguageWritesThem() throws IOException {
		String handshake = "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000.0,\"pingTimeout\":2e4,"
				+ "\"maxPayload\":100000000000000000000}";
		try (Answers answers = Answers.start(List.of(handshake, "40{\"sid\":\"t\"}"),
				handshake + "\u001e40{\"sid\":\"t\"}")) {
			open(answers.uri(), Peer.TOKEN, Duration.ofSeconds(30));
			await().atMost(SOON).until(this.listener::isConnected);
		}
	}

	@Test
	void forgetsAcknowledgementsWhenTheConnectionEnds() {
		SocketConnection connection = connect();
		List<Acknowledgement> acks = Collections.synchronizedList(new ArrayList<>());
		connection.emit("send_message", Map.of("content", "a"), acks::add);
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		this.peer.sendRaw("431[{\"ok\":true}]");
		this.peer.sendRaw("4399[{\"ok\":true}]");
		this.peer.sockets().get(0).disconnect(true);
		awaitClosed("io server disconnect");
		assertThat(acks).isEmpty();
	}

	@Test
	void refusesPayloadsThatCannotBeEncodedAndGoesOn() {
		SocketConnection connection = connect();
		Map<String, Object> endless = new HashMap<>();
		endless.put("self", endless);
		for (Map<String, ?> bad : List.of(endless, Map.of("o", new Object()), Map.of("n", Double.NaN),
				Map.of("long", "x".repeat(2_000_000)))) {
			assertThatExceptionOfType(ChatWebSocketException.class)
				.isThrownBy(() -> connection.emit("send_message", bad, (ack) -> {
				}))
				.matches((ex) -> !ex.isOutcomeUnknown());
		}
		connection.emit("send_message", Map.of("content", "good"));
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		assertThat(this.peer.received().get(0).arguments().get(0).path("content").asString()).isEqualTo("good");
	}

	@Test
	void sendsNoMoreAtOnceThanTheServerTakes() {
		this.peer.close();
		this.peer = Peer.start(2000);
		SocketConnection connection = connect();
		IntStream.range(0, 200)
			.forEach((i) -> connection.emit("send_message", Map.of("content", i + " \u00e9".repeat(300))));
		await().atMost(SOON).until(() -> this.peer.received().size() == 200);
		assertThat(this.peer.received()).extracting((event) -> event.arguments().get(0).path("content").asString())
			.allSatisfy((content) -> assertThat(content).endsWith(" \u00e9".repeat(300)))
			.extracting((content) -> Integer.valueOf(content.split(" ")[0]))
			.containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void refusesAnEventLargerThanTheServerTakesAndGoesOn() {
		this.peer.close();
		this.peer = Peer.start(2000);
		SocketConnection connection = connect();
		// As characters it would pass.
		assertThatExceptionOfType(ChatWebSocketException.class)
			.isThrownBy(() -> connection.emit("send_message", Map.of("content", "\u00e9".repeat(1500))))
			.withMessageContaining("2000 bytes")
			.matches((ex) -> !ex.isOutcomeUnknown());
		connection.emit("send_message", Map.of("content", "good"));
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void refusesEventsWhileNotConnected() {
		SocketConnection connection = open("token_expired");
		assertThatExceptionOfType(ChatWebSocketException.class)
			.isThrownBy(() -> connection.emit("join_room", Map.of("room_id", "r")))
			.matches((ex) -> !ex.isOutcomeUnknown());
	}

	@Test
	void answersPings() {
		this.peer.close();
		this.peer = Peer.start(Duration.ofMillis(100), Duration.ofMillis(2000));
		connect();
		int before = this.listener.activities();
		await().atMost(SOON).until(() -> this.listener.activities() > before + 25);
		assertThat(this.listener.isClosed()).isFalse();
		assertThat(this.peer.isDeserted()).isFalse();
	}

	@Test
	void noticesACleanCloseAtOnce() {
		connect();
		this.peer.session((session) -> session.close());
		awaitClosed("transport close");
		await().atMost(SOON).until(this.peer::isDeserted);
	}

	@Test
	void noticesAServerDisconnectAtOnce() {
		connect();
		this.peer.sockets().get(0).disconnect(false);
		awaitClosed("io server disconnect");
		await().atMost(SOON).until(this.peer::isDeserted);
	}

	@Test
	void ignoresOtherNamespaces() {
		connect();
		this.peer.sendRaw("42/admin,[\"secret\"]");
		this.peer.sockets().get(0).emit("message", message(1));
		await().atMost(SOON).until(() -> this.listener.signals().size() == 3);
		assertThat(this.listener.signals(MessageReceived.class)).hasSize(1);
	}

	@Test
	void slowsTheServerDownWhileTheListenerIsBusy() throws InterruptedException {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.listener.reacting((signal) -> {
			if (signal instanceof MessageReceived) {
				busy.countDown();
				awaitQuietly(release);
			}
		});
		connect();
		IntStream.range(0, 50).forEach((i) -> this.peer.sockets().get(0).emit("message", message(i)));
		assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
		assertThat(this.listener.signals(MessageReceived.class)).hasSize(1);
		release.countDown();
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 50);
	}

	@Test
	void readsNoMoreWhilePaused() {
		SocketConnection[] connection = new SocketConnection[1];
		this.listener.reacting((signal) -> {
			if (signal instanceof MessageReceived event && event.message().id().equals("m0")) {
				connection[0].pause();
			}
		});
		connection[0] = connect();
		awaitUpgrade();
		this.peer.sockets().get(0).emit("message", message(0));
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 1);
		IntStream.range(1, 100).forEach((i) -> this.peer.sockets().get(0).emit("message", message(i)));
		connection[0].emit("send_message", Map.of("content", "still sent"));
		await().atMost(SOON).until(() -> this.peer.received().size() == 1);
		// One may have been on its way already.
		assertThat(this.listener.signals(MessageReceived.class)).hasSizeLessThanOrEqualTo(2);
		connection[0].resume();
		await().atMost(SOON).until(() -> this.listener.signals(MessageReceived.class).size() == 100);
	}

	/**
	 * A pause holds up an upgrade that is under way, and with it what is to be sent.
	 */
	private void awaitUpgrade() {
		AtomicBoolean upgraded = new AtomicBoolean(!transports().contains("websocket"));
		await().atMost(SOON).until(() -> {
			this.peer.session((session) -> upgraded.set(upgraded.get() || session.isWebSocket()));
			return upgraded.get();
		});
	}

	@Test
	void sendsWhatItTookBeforeItCloses() {
		SocketConnection connection = connect();
		IntStream.range(0, 300).forEach((i) -> connection.emit("send_message", Map.of("content", "n" + i)));
		connection.close();
		await().atMost(SOON).until(() -> this.peer.received().size() == 300);
		await().atMost(SOON).until(this.peer::isDeserted);
	}

	@Test
	void hasSentWhatItTookWhenTheTransportIsClosed() {
		SocketConnection connection = connect();
		IntStream.range(0, 300).forEach((i) -> connection.emit("send_message", Map.of("content", "n" + i)));
		this.transport.close();
		await().atMost(SOON).until(() -> this.peer.received().size() == 300);
	}

	@Test
	void leavesNoSessionBehindWhenClosedWhileConnecting() {
		for (int i = 0; i < 20; i++) {
			open(Peer.TOKEN).close();
		}
		await().atMost(SOON).until(this.peer::isDeserted);
		// A handshake that was under way when the link closed may only now be over.
		await().during(Duration.ofMillis(500)).atMost(SOON).until(this.peer::isDeserted);
	}

	@Test
	void sendsHalfACharacterAsAReplacement() {
		SocketConnection connection = connect();
		connection.emit("send_message", Map.of("content", "cut \uD83D"));
		connection.emit("send_message", Map.of("content", "next"));
		await().atMost(SOON).until(() -> this.peer.received().size() == 2);
		assertThat(this.peer.received().get(0).arguments().get(0).path("content").asString()).isEqualTo("cut \uFFFD");
		assertThat(this.listener.isClosed()).isFalse();
	}

	@Test
	void isQuietAfterClosing() {
		SocketConnection connection = connect();
		connection.close();
		connection.close();
		await().atMost(SOON).until(this.peer::isDeserted);
		assertThat(this.listener.signals()).hasSize(2);
		assertThatExceptionOfType(ChatWebSocketException.class)
			.isThrownBy(() -> connection.emit("join_room", Map.of("room_id", "r")));
	}

	@Test
	void isQuietAfterClosingFromWithinASignal() {
		SocketConnection[] connection = new SocketConnection[1];
		this.listener.reacting((signal) -> {
			if (signal instanceof MessageReceived) {
				connection[0].close();
			}
		});
		connection[0] = connect();
		IntStream.range(0, 50).forEach((i) -> this.peer.sockets().get(0).emit("message", message(i)));
		await().atMost(SOON).until(this.peer::isDeserted);
		assertThat(this.listener.signals()).hasSize(3);
	}

	@Test
	void closesWhileConnecting() {
		for (int i = 0; i < 20; i++) {
			open(Peer.TOKEN).close();
		}
		assertThat(this.listener.isConnected()).isFalse();
	}

	@Test
	void closesItsConnectionsAndTakesNoMore() {
		connect();
		this.transport.close();
		await().atMost(SOON).until(this.peer::isDeserted);
		assertThat(this.listener.isClosed()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> open(Peer.TOKEN));
	}

	static Map<String, Object> message(int number) {
		return Map.of("id", "m" + number, "room_id", "r", "user_id", "u", "content", "hello");
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
