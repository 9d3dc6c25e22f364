package io.github.tegrabox.chat.internal.socket.session;

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socketio.AckCallback;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.ConnectionListener;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of which transport a socket begins with, in virtual time.
 */
class TransportTurnsTests {

	private static final String TOO_LONG = "too long";

	private final VirtualTime time = new VirtualTime();

	private final List<String> first = new ArrayList<>();

	private final List<String> tokens = new ArrayList<>();

	private final List<Object> joined = new ArrayList<>();

	private final List<Object> sent = new ArrayList<>();

	private ConnectionListener listener;

	private AckCallback joining;

	private Runnable whileJoining = () -> {
	};

	private boolean full;

	private ChatSocket connect(String... transports) {
		return connect(WireSettings.defaults(), TokenSource.fixed(new Token("jwt", null)), transports);
	}

	private ChatSocket connect(WireSettings wire, TokenSource tokens, String... transports) {
		SocketSettings defaults = SocketSettings.defaults();
		SocketSettings settings = new SocketSettings(null, defaults.path(), List.of(transports), defaults.ackTimeout(),
				defaults.reconnect(), defaults.dispatch(), defaults.recovery());
		ChatSocket socket = CloseableChatSocket.create(
				new EngineSettings(URI.create("http://localhost"), settings, wire, tokens, null,
						new EngineTime(this.time.clock(), this.time::nanos, Duration.ZERO, Duration.ZERO,
								Duration.ofSeconds(20)),
						new SplittableRandom(1)),
				new SocketResources(new Network(), this.time, this.time, this.time), null, null);
		socket.connect();
		return socket;
	}

	private void fail() {
		fail(null);
	}

	private void answer(int status) {
		fail(HandshakeException.answered(status, "no", null, null));
	}

	private void fail(Throwable cause) {
		int before = this.first.size();
		this.listener.onClosed("transport error", cause);
		while (this.first.size() == before) {
			this.time.runFor(Duration.ofMillis(100));
		}
	}

	@Test
	void pollsOnceAfterAWebSocketThatWasAnsweredButDidNotGetThrough() {
		connect("websocket", "polling");
		answer(400);
		assertThat(this.first).containsExactly("websocket", "polling");
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		fail();
		answer(200);
		answer(403);
		assertThat(this.first).containsExactly("websocket", "polling", "websocket", "polling", "websocket");
	}

	@Test
	void triesTheWebSocketAgainWhileTheServerRestarts() {
		connect("websocket", "polling");
		fail();
		answer(502);
		answer(503);
		fail(HandshakeException.of(new ConnectException("refused")));
		assertThat(this.first).hasSize(5).containsOnly("websocket");
	}

	@Test
	void pollsWhereWebSocketsAreAnsweredWithServerErrorsForLongerThanARestartTakes() {
		connect("websocket", "polling");
		long start = this.time.nanos();
		while (this.time.nanos() - start < TimeUnit.MINUTES.toNanos(1)) {
			answer(502);
		}
		assertThat(this.first).hasSizeGreaterThan(5).containsOnly("websocket");
		this.first.clear();
		answer(502);
		assertThat(this.first).containsExactly("polling");
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		fail();
		answer(502);
		assertThat(this.first).containsExactly("polling", "websocket", "polling");
		answer(502);
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		fail();
		answer(502);
		assertThat(this.first).hasSize(6).endsWith("websocket", "websocket", "websocket");
	}

	@Test
	void keepsToTheOneThereIs() {
		connect("websocket");
		fail();
		fail();
		assertThat(this.first).containsExactly("websocket", "websocket", "websocket");
	}

	@ParameterizedTest
	@CsvSource({ "header.Authorization, new", "query.token, new", "auth.token, old" })
	void showsAnotherTokenAfterAHandshakeThatShowedOneWasRefused(String place, String next) {
		connect(WireSettings.builder().socketAuth(place).build(), new Tokens(), "websocket");
		answer(401);
		assertThat(this.tokens).containsExactly("old", next);
	}

	@Test
	void connectsAnewWhenAJoinCannotBeSent() {
		ChatSocket socket = connect("websocket");
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		this.full = true;
		socket.joinRoom("room");
		assertThat(socket.isConnected()).isFalse();
		this.full = false;
		this.time.runFor(Duration.ofSeconds(2));
		this.listener.onConnected();
		assertThat(this.joined).containsExactly("room");
	}

	@Test
	void connectsAndSendsTheOthersWhenASendThatWaitedCannotBeSent() {
		ChatSocket socket = connect("websocket");
		List<ChatEvent> events = new ArrayList<>();
		socket.onEvent(events::add);
		socket.sendMessage("room", "first");
		socket.sendMessage("room", TOO_LONG);
		socket.sendMessage("other", TOO_LONG);
		socket.sendMessage("room", "last");
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		this.time.runFor(Duration.ofSeconds(1));
		assertThat(socket.isConnected()).isTrue();
		assertThat(this.sent).containsExactly("first", "last");
		assertThat(events).filteredOn(SocketError.class::isInstance)
			.map((event) -> (SocketError) event)
			.satisfiesExactly((error) -> {
				assertThat(error.code()).isEqualTo("not_sent");
				assertThat(error.roomId()).isEqualTo("room");
				assertThat(error.message()).contains("longer than");
			}, (error) -> assertThat(error.roomId()).isEqualTo("other"));
		assertThat(events).anyMatch(SocketConnected.class::isInstance);
	}

	@Test
	void leavesARoomBehindWhatIsToBeSaidInIt() {
		ChatSocket socket = connect("websocket");
		socket.joinRoom("room");
		socket.sendMessage("room", "bye");
		socket.leaveRoom("room");
		assertThat(socket.rooms()).isEmpty();
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		assertThat(this.joined).containsExactly("room");
		assertThat(this.sent).isEmpty();
		this.joining.onAck(new Acknowledgement(true, null, null, null));
		assertThat(this.sent).containsExactly("bye", "leave_room");
		this.time.runFor(Duration.ofMinutes(1));
		assertThat(this.sent).hasSize(2);
	}

	@Test
	void saysBehindTheLeaveWhatWasSaidAfterIt() {
		ChatSocket socket = connect("websocket");
		socket.joinRoom("room");
		socket.sendMessage("room", "first");
		socket.leaveRoom("room");
		socket.sendMessage("room", "last");
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		this.joining.onAck(new Acknowledgement(true, null, null, null));
		assertThat(this.sent).containsExactly("first", "leave_room", "last");
	}

	@Test
	void saysBehindTheLeaveWhatIsSaidAfterItWhileAnotherThreadIsAtWork() {
		ChatSocket socket = connect("websocket");
		socket.joinRoom("room");
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		this.joining.onAck(new Acknowledgement(true, null, null, null));
		this.whileJoining = () -> {
			socket.leaveRoom("room");
			socket.joinRoom("room");
			socket.leaveRoom("room");
			socket.sendMessage("room", "last");
		};
		socket.joinRoom("other");
		assertThat(this.sent).containsExactly("leave_room", "leave_room", "last");
	}

	@Test
	void leavesNoRoomThatWasJoinedAgainMeanwhile() {
		ChatSocket socket = connect("websocket");
		socket.joinRoom("room");
		socket.sendMessage("room", "first");
		socket.leaveRoom("room");
		socket.joinRoom("room");
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		this.joining.onAck(new Acknowledgement(true, null, null, null));
		assertThat(this.sent).containsExactly("first");
		assertThat(socket.joinedRooms()).containsExactly("room");
	}

	@Test
	void leavesARoomAllTheSameWhenWhatWaitedWaitedInVain() {
		ChatSocket socket = connect("websocket");
		socket.joinRoom("room");
		socket.sendMessage("room", "bye");
		socket.leaveRoom("room");
		this.time.runFor(Duration.ofMinutes(1));
		this.listener.onOpen(Duration.ofDays(1), Duration.ofDays(1));
		this.listener.onConnected();
		assertThat(this.joined).isEmpty();
		assertThat(this.sent).isEmpty();
	}

	/**
	 * Source that has another token once the first one is refused.
	 */
	private static final class Tokens implements TokenSource {

		@Override
		public Mono<Token> current() {
			return Mono.just(new Token("old", null));
		}

		@Override
		public Mono<Token> renew(Token refused) {
			return Mono.just(new Token("new", null));
		}

		@Override
		public boolean isRenewable() {
			return true;
		}

		@Override
		public String userId() {
			return "usr";
		}

	}

	/**
	 * Network that does what the test says.
	 */
	private final class Network implements SocketTransport {

		@Override
		public SocketConnection open(ConnectRequest request, ConnectionListener told) {
			TransportTurnsTests.this.first.add(request.transports().get(0));
			TransportTurnsTests.this.tokens.add(request.token().value());
			TransportTurnsTests.this.listener = told;
			return new SocketConnection() {

				@Override
				public void emit(String event, Object payload) {
					Object content = ((Map<?, ?>) payload).get("content");
					if (TOO_LONG.equals(content)) {
						throw ChatWebSocketException.refused("payload_too_large", "It is longer than the limit");
					}
					TransportTurnsTests.this.sent.add((content != null) ? content : event);
				}

				@Override
				public void emit(String event, Object payload, AckCallback callback) {
					if (TransportTurnsTests.this.full) {
						throw ChatWebSocketException.notSent("too much waits", null);
					}
					TransportTurnsTests.this.joining = callback;
					TransportTurnsTests.this.joined.add(((Map<?, ?>) payload).get("room_id"));
					Runnable action = TransportTurnsTests.this.whileJoining;
					TransportTurnsTests.this.whileJoining = () -> {
					};
					action.run();
				}

				@Override
				public void close() {
				}

			};
		}

		@Override
		public void close() {
		}

	}

}
