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
 * What a socket is made of.
 *
 * @param baseUrl where to connect unless the settings name another origin
 * @param socket the settings of the application
 * @param wire the names of the wire
 * @param tokens where the JWT comes from; {@code null} if there is none, so that
 * connecting throws
 * @param history where missed messages come from; {@code null} if nowhere, so that
 * nothing is recovered
 * @param time the time
 * @param random the source of jitter
 */
public record EngineSettings(URI baseUrl, SocketSettings socket, WireSettings wire, @Nullable TokenSource tokens,
		@Nullable MessageHistory history, EngineTime time, RandomGenerator random) {

	/**
	 * Settings with the system's time and randomness.
	 * @param baseUrl where to connect unless the settings name another origin
	 * @param socket the settings of the application
	 * @param wire the names of the wire
	 * @param tokens where the JWT comes from
	 * @param history where missed messages come from
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
