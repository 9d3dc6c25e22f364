package io.github.tegrabox.chat.spring;

import java.time.Duration;
import java.util.List;

import io.github.tegrabox.chat.internal.socket.session.ListenedSocket;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.SmartLifecycle;

/**
 * Lifecycle of a socket in an application. It connects the socket after the web server
 * has started. Before the web server stops, it disconnects the socket and lets queued
 * events reach their listeners. {@link #start()} returns at once and never fails.
 */
public final class ChatSocketLifecycle implements SmartLifecycle {

	/**
	 * The phase. It is later than that of a web server, so the socket starts after the
	 * web server and stops before it.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 100;

	private static final Logger logger = LoggerFactory.getLogger(ChatSocketLifecycle.class);

	private static final Duration DRAIN_CHECK = Duration.ofMillis(10);

	/** Which of those checks looks at the listeners' threads, which is dear. */
	private static final int LOOK_AT_THREADS = 20;

	private final ChatSocket socket;

	private final Settings settings;

	private final RoomFollower follower;

	private final Object monitor = new Object();

	private @Nullable Disposable following;

	/** Says that sends need not wait for this to connect the socket any more. */
	private @Nullable Runnable expectation;

	private boolean running;

	/**
	 * Creates a lifecycle.
	 * @param socket the socket
	 * @param rooms every room of the project, read on subscription
	 * @param settings the settings
	 */
	public ChatSocketLifecycle(ChatSocket socket, Flux<Room> rooms, Settings settings) {
		this.socket = socket;
		this.settings = settings;
		this.follower = new RoomFollower(socket, rooms);
	}

	@Override
	public void start() {
		synchronized (this.monitor) {
			if (this.running) {
				return;
			}
			this.running = true;
			try {
				join();
			}
			catch (RuntimeException ex) {
				logger.error("The chat socket does not connect", ex);
			}
		}
	}

	private void join() {
		for (String room : this.settings.rooms()) {
			if (!room.equals(Settings.EVERY_ROOM)) {
				this.socket.joinRoom(room);
			}
		}
		if (this.settings.rooms().contains(Settings.EVERY_ROOM)) {
			// A socket that knows its rooms when it connects misses nothing of them.
			this.expectation = (this.socket instanceof ListenedSocket listened) ? listened.expectConnect() : null;
			this.following = this.follower.follow(this.settings.roomDiscoveryInterval(), this::connect);
		}
		else {
			connect();
		}
	}

	private void connect() {
		synchronized (this.monitor) {
			if (!this.running) {
				return;
			}
			try {
				this.socket.connect();
			}
			catch (RuntimeException ex) {
				logger.error("The chat socket does not connect", ex);
			}
			finally {
				endExpectation();
			}
		}
	}

	private void endExpectation() {
		Runnable end = this.expectation;
		this.expectation = null;
		if (end != null) {
			end.run();
		}
	}

	@Override
	public void stop() {
		// Only asked for outside of an application context, which calls the other one.
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable callback) {
		synchronized (this.monitor) {
			if (!isRunning()) {
				callback.run();
				return;
			}
			this.running = false;
			if (this.following != null) {
				this.following.dispose();
				this.following = null;
			}
			endExpectation();
			try {
				this.socket.disconnect();
			}
			catch (RuntimeException ex) {
				logger.warn("The chat socket did not disconnect", ex);
				callback.run();
				return;
			}
		}
		Flux.interval(Duration.ZERO, DRAIN_CHECK)
			.onBackpressureDrop()
			.filter((tick) -> isDrained() || (tick % LOOK_AT_THREADS == 0 && isHeldUpByItsEnd()))
			.next()
			.timeout(this.settings.shutdownTimeout(), Mono.fromRunnable(this::tellWhatIsLeft))
			.doFinally((signal) -> callback.run())
			.subscribe();
	}

	private void tellWhatIsLeft() {
		if (!isDrained() && !isHeldUpByItsEnd()) {
			logger.warn("{} chat events did not reach their listeners within {}", this.socket.metrics().queued(),
					this.settings.shutdownTimeout());
		}
	}

	/**
	 * Returns whether there is nothing to wait for; also of a socket that cannot tell, as
	 * a mock.
	 */
	private boolean isDrained() {
		try {
			return this.socket.metrics().queued() == 0 && this.socket.metrics().busySince() == null;
		}
		catch (RuntimeException ex) {
			logger.debug("The chat socket does not tell whether events wait", ex);
			return true;
		}
	}

	/**
	 * Returns whether this waits for nothing but a listener that waits for this, because
	 * it has the application end.
	 */
	private boolean isHeldUpByItsEnd() {
		return this.socket instanceof ListenedSocket listened && listened.isHeldUpByItsEnd();
	}

	@Override
	public boolean isRunning() {
		synchronized (this.monitor) {
			return this.running || isInUseWithoutStart();
		}
	}

	/**
	 * Returns whether the application has connected the socket itself, so that there is
	 * something to stop.
	 */
	private boolean isInUseWithoutStart() {
		if (this.settings.autoStartup()) {
			return false;
		}
		ConnectionState state = this.socket.state();
		return (state != null && state != ConnectionState.DISCONNECTED) || !isDrained();
	}

	@Override
	public boolean isAutoStartup() {
		return this.settings.autoStartup();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Settings of a lifecycle.
	 *
	 * @param autoStartup whether to connect when the application starts
	 * @param rooms the ids of the rooms to join, {@link #EVERY_ROOM} for every one
	 * @param roomDiscoveryInterval the interval at which to look for new rooms
	 * @param shutdownTimeout how long stopping waits for queued events
	 */
	public record Settings(boolean autoStartup, List<String> rooms, Duration roomDiscoveryInterval,
			Duration shutdownTimeout) {

		/**
		 * Stands for every room of the project.
		 */
		public static final String EVERY_ROOM = "*";

		/**
		 * Checks the settings and copies the rooms.
		 * @throws IllegalArgumentException if a setting is invalid
		 */
		public Settings {
			if (roomDiscoveryInterval.isZero() || roomDiscoveryInterval.isNegative()) {
				throw new IllegalArgumentException(
						"roomDiscoveryInterval must be positive, but is " + roomDiscoveryInterval);
			}
			rooms = List.copyOf(rooms);
		}

	}

}
