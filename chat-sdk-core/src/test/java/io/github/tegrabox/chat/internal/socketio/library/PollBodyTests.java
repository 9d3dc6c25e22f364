package io.github.tegrabox.chat.internal.socketio.library;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow.Subscription;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PollBody}.
 */
class PollBodyTests {

	private static final Subscription NOBODY = new Subscription() {

		@Override
		public void request(long count) {
			// All of it comes anyway.
		}

		@Override
		public void cancel() {
			// Nothing to stop.
		}

	};

	private final List<String> parts = new ArrayList<>();

	private final PollBody body = new PollBody(1024 * 1024, (payload, then) -> {
		this.parts.add(payload);
		then.accept("");
	});

	PollBodyTests() {
		this.body.onSubscribe(NOBODY);
	}

	private void receive(String text) {
		this.body.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
	}

	private String end() {
		this.body.onComplete();
		return this.body.getBody().toCompletableFuture().join().payload();
	}

	@ParameterizedTest
	@ValueSource(strings = { "6", "2", "2ping", "3", "1" })
	void keepsNoMoreThanOneOfAMillionSigns(String sign) {
		for (int i = 0; i < 10; i++) {
			receive((sign + '\u001e').repeat(100_000));
		}
		receive("42[\"x\"]");
		assertThat(end()).isEqualTo(sign + "\u001e42[\"x\"]");
		assertThat(this.parts).isEmpty();
	}

	@Test
	void keepsTheBeginningOfWhatIsTooLongThoughItComesAtOnce() {
		PollBody small = new PollBody(1024, (payload, then) -> then.accept(""));
		small.onSubscribe(NOBODY);
		small.onNext(
				List.of(ByteBuffer.wrap(("42[\"message\",\"" + "x".repeat(5000)).getBytes(StandardCharsets.UTF_8))));
		small.onComplete();
		assertThat(small.getBody().toCompletableFuture().join().payload())
			.startsWith("4\u00005014 42[\"message\",\"xxx");
	}

	@Test
	void keepsThePlaceOfWhatIsTooLong() {
		receive("42[\"a\"]\u001e451-[\"x\",\"");
		receive("x".repeat(1_100_000));
		receive("\"]\u001ebAA==\u001e42[\"b\"]\u001eb");
		receive("A".repeat(2_000_000));
		receive("\u001e42[\"c\"]");
		List<String> messages = List
			.of(PollingPayload.split(PollingPayload.join(String.join("\u001e", this.parts), end())));
		assertThat(messages).hasSize(6);
		assertThat(messages.get(1)).startsWith("4\u00001100012 451-[");
		assertThat(messages).element(2).isEqualTo("bAA==");
		assertThat(messages).element(4).isEqualTo("bAA==");
	}

}
