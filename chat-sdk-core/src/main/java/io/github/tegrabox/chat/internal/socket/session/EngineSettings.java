package io.github.tegrabox.chat.internal.socket.session;

import java.net.URI;
import java.util.random.RandomGenerator;

import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.socket.room.MessageHistory;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a socket is made of.
 *
 * @param baseUrl where to connect unless the settings name another origin
 * @param socket the settings of the application
 * @param wire the names of the wire
 * @param tokens where the JWT comes from
 * @param history where missed messages come from
 * @param time the time
 * @param random the source of jitter
 */
record EngineSettings(URI baseUrl, SocketSettings socket, WireSettings wire, @Nullable TokenSource tokens,
		@Nullable MessageHistory history, EngineTime time, RandomGenerator random) {

	MessageHistory requiredHistory() {
		if (this.history == null) {
			throw new IllegalStateException("There is no history");
		}
		return this.history;
	}

}
