package io.github.tegrabox.chat.benchmarks.socket;

import java.time.Duration;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.socketio.ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * Listener of a connection that must not fail.
 *
 * @param message what to call for each message
 * @param ready what to call for each other event
 * @param connected what to call once connected
 */
record CountingListener(Runnable message, Runnable ready, Runnable connected) implements ConnectionListener {

	@Override
	public void onOpen(Duration pingInterval, Duration pingTimeout) {
		// Nothing to count yet.
	}

	@Override
	public void onConnected() {
		this.connected.run();
	}

	@Override
	public void onRefused(@Nullable String code, String words) {
		throw new IllegalStateException(words);
	}

	@Override
	public void onEvent(ChatEvent event) {
		if (event instanceof MessageReceived) {
			this.message.run();
		}
		else {
			this.ready.run();
		}
	}

	@Override
	public void onUnreadable(SocketError error, boolean perhapsMessage) {
		throw new IllegalStateException(error.message());
	}

	@Override
	public void onActivity() {
		// Of no interest.
	}

	@Override
	public void onClosed(String reason, @Nullable Throwable cause) {
		throw new IllegalStateException(reason, cause);
	}

}
