package io.github.tegrabox.chat.internal.socket.session;

import java.net.URI;
import java.time.Clock;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.socket.dispatch.Listeners;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.internal.socket.room.MessageHistory;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Maker of sockets, for the clients of this library. Not safe for use by several threads.
 */
public final class ChatSockets {

	private final URI baseUrl;

	private final SocketResources resources;

	private SocketSettings settings = SocketSettings.defaults();

	private WireSettings wire = WireSettings.defaults();

	private @Nullable TokenSource tokens;

	private @Nullable MessageHistory history;

	private @Nullable ListenerErrorHandler errorHandler;

	private ObservationRegistry observations = ObservationRegistry.NOOP;

	private EngineTime time = EngineTime.of(Clock.systemUTC());

	private RandomGenerator random = new SplittableRandom();

	private ChatSockets(URI baseUrl, SocketResources resources) {
		this.baseUrl = baseUrl;
		this.resources = resources;
	}

	/**
	 * Starts making a socket.
	 * @param baseUrl the origin to connect to unless the settings name another
	 * @param resources the shared threads and transport; the socket does not close them
	 * @return the maker
	 */
	public static ChatSockets builder(URI baseUrl, SocketResources resources) {
		return new ChatSockets(baseUrl, resources);
	}

	/**
	 * Sets the settings of the socket.
	 * @param settings the value
	 * @return this maker
	 */
	public ChatSockets settings(SocketSettings settings) {
		this.settings = settings;
		return this;
	}

	/**
	 * Sets the names of the wire.
	 * @param wire the value
	 * @return this maker
	 */
	public ChatSockets wire(WireSettings wire) {
		this.wire = wire;
		return this;
	}

	/**
	 * Sets where the JWT comes from.
	 * @param tokens the value; {@code null} if there is none, so that connecting throws
	 * @return this maker
	 */
	public ChatSockets tokens(@Nullable TokenSource tokens) {
		this.tokens = tokens;
		return this;
	}

	/**
	 * Sets where missed messages are fetched from.
	 * @param history the value; {@code null} if nowhere, so that nothing is recovered
	 * @return this maker
	 */
	public ChatSockets history(@Nullable MessageHistory history) {
		this.history = history;
		return this;
	}

	/**
	 * Sets who is told of listeners that throw.
	 * @param errorHandler the value; {@code null} for the log
	 * @return this maker
	 */
	public ChatSockets errorHandler(@Nullable ListenerErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
		return this;
	}

	/**
	 * Sets where sends are observed.
	 * @param observations the value; {@code null} for nowhere
	 * @return this maker
	 */
	public ChatSockets observations(@Nullable ObservationRegistry observations) {
		this.observations = (observations != null) ? observations : ObservationRegistry.NOOP;
		return this;
	}

	/**
	 * Sets the clock and the randomness.
	 * @param clock the clock
	 * @param random the source of jitter
	 * @return this maker
	 */
	public ChatSockets time(Clock clock, RandomGenerator random) {
		this.time = EngineTime.of(clock);
		this.random = random;
		return this;
	}

	ChatSockets time(EngineTime time, RandomGenerator random) {
		this.time = time;
		this.random = random;
		return this;
	}

	/**
	 * Makes the socket, not connected yet.
	 * @return the socket
	 */
	public CloseableChatSocket build() {
		EngineSettings engine = new EngineSettings(this.baseUrl, this.settings, this.wire, this.tokens, this.history,
				this.time, this.random);
		SocketCounters counters = new SocketCounters();
		return new DefaultChatSocket(engine, this.resources, new Listeners(this.errorHandler, counters), counters,
				new SendObservations(this.observations));
	}

}
