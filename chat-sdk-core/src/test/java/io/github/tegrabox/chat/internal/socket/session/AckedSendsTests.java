package io.github.tegrabox.chat.internal.socket.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socketio.AckCallback;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.model.Message;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link AckedSends} in virtual time.
 */
class AckedSendsTests {

	private static final Message MESSAGE = new Message("m", "room", "usr", null, "text", null);

	private final VirtualTime time = new VirtualTime();

	private final List<AckCallback> emitted = new ArrayList<>();

	private final List<Object> outcomes = new ArrayList<>();

	private final AckedSends sends = new AckedSends(Duration.ofSeconds(10), this.time::nanos, this.time, Runnable::run);

	private final SocketConnection connection = new SocketConnection() {

		@Override
		public void emit(String event, Object payload) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void emit(String event, Object payload, AckCallback callback) {
			AckedSendsTests.this.emitted.add(callback);
		}

		@Override
		public void close() {
		}

	};

	private Disposable send() {
		return Mono
			.<Message>create(
					(sink) -> this.sends.send(this.connection, "send_message", Map.of(), (message) -> message, sink))
			.subscribe(this.outcomes::add, this.outcomes::add);
	}

	private List<Boolean> unknown() {
		return this.outcomes.stream().map((outcome) -> ((ChatWebSocketException) outcome).isOutcomeUnknown()).toList();
	}

	@Test
	void endsEachAtItsOwnTime() {
		send();
		this.time.runFor(Duration.ofSeconds(6));
		send();
		this.time.runFor(Duration.ofSeconds(4).minusNanos(1));
		assertThat(this.outcomes).isEmpty();
		this.time.runFor(Duration.ofNanos(1));
		assertThat(unknown()).containsExactly(true);
		this.time.runFor(Duration.ofSeconds(6));
		assertThat(unknown()).containsExactly(true, true);
		assertThat(this.time.pending()).isZero();
	}

	@Test
	void needsOneTimerForHoweverManyAnswersInTime() {
		for (int i = 0; i < 1000; i++) {
			send();
			this.time.runFor(Duration.ofMillis(1));
			assertThat(this.time.pending()).isEqualTo(1);
			this.emitted.get(i).onAck(new Acknowledgement(true, MESSAGE, null, null));
		}
		assertThat(this.outcomes).hasSize(1000).containsOnly(MESSAGE);
		this.time.runFor(Duration.ofSeconds(10));
		assertThat(this.time.pending()).isZero();
	}

	@Test
	void tellsAnOutcomeOnce() {
		send();
		this.emitted.get(0).onAck(new Acknowledgement(false, null, "muted", "no"));
		this.emitted.get(0).onAck(new Acknowledgement(true, MESSAGE, null, null));
		this.sends.linkDown("transport close");
		this.time.runFor(Duration.ofSeconds(20));
		assertThat(unknown()).containsExactly(false);
	}

	@Test
	void namesTheDoctorWhereAnAcknowledgementIsOfAnotherForm() {
		send();
		this.emitted.get(0).onAck(new Acknowledgement(true, null, null, null));
		assertThat(unknown()).containsExactly(true);
		assertThat(this.outcomes).singleElement()
			.asString()
			.contains("in another form than {ok, message}", "chat-doctor", "chat.wire.*");
	}

	@Test
	void knowsNoOutcomeOfWhatTheLinkTookAlong() {
		send();
		this.sends.linkDown("transport close");
		assertThat(unknown()).containsExactly(true);
		send();
		assertThat(unknown()).containsExactly(true, false);
		assertThat(this.emitted).hasSize(1);
		assertThat(this.time.pending()).isZero();
	}

	@Test
	void sendsNothingThatWasCancelledBefore() {
		Mono.<Message>create(
				(sink) -> this.sends.send(this.connection, "send_message", Map.of(), (message) -> message, sink))
			.doOnSubscribe((subscription) -> subscription.cancel())
			.subscribe(this.outcomes::add, this.outcomes::add);
		assertThat(this.emitted).isEmpty();
	}

}
