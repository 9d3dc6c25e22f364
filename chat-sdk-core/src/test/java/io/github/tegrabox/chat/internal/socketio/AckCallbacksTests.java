package io.github.tegrabox.chat.internal.socketio;

import io.github.tegrabox.chat.internal.json.Acknowledgement;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link AckCallbacks}.
 */
class AckCallbacksTests {

	private final AckCallbacks callbacks = new AckCallbacks();

	@Test
	void forgetsNobodyWhoWaits() {
		Waiting first = new Waiting();
		int id = this.callbacks.add(first);
		for (int i = 0; i < 2 * AckCallbacks.MAX_PENDING; i++) {
			this.callbacks.add((i % 2 == 0) ? new Waiting() : (ack) -> {
			});
		}
		for (int i = 0; i < AckCallbacks.MAX_PENDING; i++) {
			this.callbacks.add(new Waiting());
		}
		assertThat(this.callbacks.remove(id)).isSameAs(first);
		assertThat(this.callbacks.remove(id)).isNull();
	}

	@Test
	void forgetsTheOldestThatNobodyWaitsFor() {
		int asked = this.callbacks.add((ack) -> {
		});
		Waiting past = new Waiting();
		int waited = this.callbacks.add(past);
		past.awaited = false;
		for (int i = 0; i < AckCallbacks.MAX_PENDING; i++) {
			this.callbacks.add((ack) -> {
			});
			this.callbacks.add(new Waiting());
		}
		assertThat(this.callbacks.remove(asked)).isNull();
		assertThat(this.callbacks.remove(waited)).isNull();
	}

	/**
	 * Somebody who waits.
	 */
	private static final class Waiting implements AckCallback {

		private boolean awaited = true;

		@Override
		public void onAck(Acknowledgement ack) {
		}

		@Override
		public boolean isAwaited() {
			return this.awaited;
		}

	}

}
