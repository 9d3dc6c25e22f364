package io.github.tegrabox.chat.internal.socket.session;

import java.net.URI;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.socket.room.MessageHistory;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a socket.
 *
 * @param baseUrl the URL to connect to, unless {@code socket} has another one
 * @param socket the settings of the application
 * @param wire the names used on the wire
 * @param tokens the source of the JWT; if {@code null}, connecting throws
 * @param history the source of missed messages; if {@code null}, nothing is recovered
 * @param time the clocks and limits
 * @param random the source of jitter
 */
public record EngineSettings(URI baseUrl, SocketSettings socket, WireSettings wire, @Nullable TokenSource tokens,
		@Nullable MessageHistory history, EngineTime time, RandomGenerator random) {

	/**
	 * Creates settings with the system's time and randomness.
	 * @param baseUrl the URL to connect to, unless {@code socket} has another one
	 * @param socket the settings of the application
	 * @param wire the names used on the wire
	 * @param tokens the source of the JWT
	 * @param history the source of missed messages
	 */
	public EngineSettings(URI baseUrl, SocketSettings socket, WireSettings wire, @Nullable TokenSource tokens,
			@Nullable MessageHistory history) {
		this(baseUrl, socket, wire, tokens, history, EngineTime.of(Clock.systemUTC()), new SplittableRandom());
	}

	URI address() {
		URI url = this.socket.url();
		return (url != null) ? url : this.baseUrl;
	}

}
