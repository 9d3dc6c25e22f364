package io.github.tegrabox.chat.socket;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Immutable settings of a socket.
 *
 * @param url the origin to connect to, {@code null} for that of the base URL
 * @param path the path of the Socket.IO endpoint
 * @param transports {@code websocket}, {@code polling} or both. The first one opens the
 * connection; {@code polling} is upgraded if {@code websocket} is listed too. If
 * {@code websocket} comes first and is answered but does not get through, the next
 * attempt uses polling, and every later one starts with {@code websocket} again
 * @param ackTimeout how long to wait for an acknowledgement
 * @param reconnect how to reconnect after a loss
 * @param dispatch how events reach listeners
 * @param recovery how missed messages are fetched
 * @param maxEventSize the maximum size of an event in characters or bytes, from 1 KB to 8
 * MB; in place of a larger one a {@link io.github.tegrabox.chat.event.SocketError} is
 * reported
 * @param connector the WebSocket implementation; {@code null} for Reactor Netty's if it
 * is on the class path, otherwise the JDK's
 */
public record SocketSettings(@Nullable URI url, String path, List<String> transports, Duration ackTimeout,
		Reconnect reconnect, Dispatch dispatch, Recovery recovery, int maxEventSize, @Nullable Connector connector) {

	/** Classes of Reactor Netty and of what it brings. */
	private static final List<String> NETTY = List.of("reactor.netty.tcp.TcpClient",
			"io.netty.channel.MultiThreadIoEventLoopGroup",
			"io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13");

	private static final List<String> TRANSPORTS = List.of("websocket", "polling");

	private static final Pattern PATH = Pattern.compile("(/([\\w.~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*)+");

	/** Timers count no further. */
	private static final Duration LONGEST = Duration.ofDays(36500);

	private static final int MAX_EVENT_SIZE = 1024 * 1024;

	private static final int LARGEST_EVENT = 8 * 1024 * 1024;

	/**
	 * Checks the settings and copies the transports.
	 * @throws IllegalArgumentException if a setting is invalid
	 */
	public SocketSettings {
		transports = List.copyOf(transports);
		require(path.startsWith("/"), "path must begin with a slash, but is '" + shown(path) + "'");
		require(PATH.matcher(path).matches(),
				"path must be no more than a path, without blanks, query and fragment, but is '" + shown(path) + "'");
		require(!transports.isEmpty() && TRANSPORTS.containsAll(transports),
				"transports must be among " + TRANSPORTS + ", but is " + transports);
		require(ackTimeout.compareTo(Duration.ZERO) > 0, "ackTimeout must be positive, but is " + ackTimeout);
		requireCountable(ackTimeout, "ackTimeout");
		require(maxEventSize >= 1024 && maxEventSize <= LARGEST_EVENT,
				"maxEventSize must be between 1 KB and 8 MB, but is " + maxEventSize + " B");
		require(connector == null || connector.isPresent(),
				"connector must be on the class path, but " + connector + " is not");
	}

	/**
	 * Creates settings with the default WebSocket implementation.
	 * @param url the origin to connect to, {@code null} for that of the base URL
	 * @param path the path of the Socket.IO endpoint
	 * @param transports {@code websocket}, {@code polling} or both
	 * @param ackTimeout how long to wait for an acknowledgement
	 * @param reconnect how to reconnect after a loss
	 * @param dispatch how events reach listeners
	 * @param recovery how missed messages are fetched
	 * @param maxEventSize the maximum size of an event in characters or bytes
	 */
	public SocketSettings(@Nullable URI url, String path, List<String> transports, Duration ackTimeout,
			Reconnect reconnect, Dispatch dispatch, Recovery recovery, int maxEventSize) {
		this(url, path, transports, ackTimeout, reconnect, dispatch, recovery, maxEventSize, null);
	}

	/**
	 * Creates settings for events of up to 1 MB.
	 * @param url the origin to connect to, {@code null} for that of the base URL
	 * @param path the path of the Socket.IO endpoint
	 * @param transports {@code websocket}, {@code polling} or both
	 * @param ackTimeout how long to wait for an acknowledgement
	 * @param reconnect how to reconnect after a loss
	 * @param dispatch how events reach listeners
	 * @param recovery how missed messages are fetched
	 */
	public SocketSettings(@Nullable URI url, String path, List<String> transports, Duration ackTimeout,
			Reconnect reconnect, Dispatch dispatch, Recovery recovery) {
		this(url, path, transports, ackTimeout, reconnect, dispatch, recovery, MAX_EVENT_SIZE);
	}

	/** An address or a query in place of a path may hold a secret. */
	private static String shown(String path) {
		return path.replaceAll("(?s)^.*@", "***@").replaceAll("(?s)[?#].*", "?***");
	}

	private static void requireCountable(Duration value, String name) {
		require(value.compareTo(LONGEST) <= 0,
				name + " must be at most " + LONGEST.toDays() + " days, but is " + value);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

	/**
	 * Returns the defaults: WebSocket, polling if that does not get through, and 10 s for
	 * an acknowledgement.
	 * @return the defaults
	 */
	public static SocketSettings defaults() {
		return new SocketSettings(null, "/socket.io", TRANSPORTS, Duration.ofSeconds(10), Reconnect.defaults(),
				Dispatch.defaults(), Recovery.defaults());
	}

	/**
	 * WebSocket implementation.
	 */
	public enum Connector {

		/**
		 * Reactor Netty's, which is faster.
		 */
		REACTOR,

		/**
		 * The JDK's, which is always there.
		 */
		JDK;

		/**
		 * Returns whether the required classes are on the class path.
		 * @return {@code true} if they are
		 */
		public boolean isPresent() {
			return isPresent(SocketSettings.class.getClassLoader());
		}

		boolean isPresent(@Nullable ClassLoader loader) {
			return this == JDK || NETTY.stream().allMatch((name) -> ClassUtils.isPresent(name, loader));
		}

	}

	/**
	 * How to reconnect after a loss.
	 *
	 * @param initialDelay the upper bound of the first pause, doubled with each attempt
	 * @param maxDelay the upper bound of every pause
	 * @param randomization the jitter as a fraction of the pause, from 0 to 1: at most
	 * this part is taken off at random
	 */
	public record Reconnect(Duration initialDelay, Duration maxDelay, double randomization) {

		/**
		 * Checks the settings.
		 * @throws IllegalArgumentException if a setting is invalid
		 */
		public Reconnect {
			require(initialDelay.compareTo(Duration.ZERO) > 0, "initialDelay must be positive, but is " + initialDelay);
			requireCountable(initialDelay, "initialDelay");
			require(maxDelay.compareTo(Duration.ZERO) > 0, "maxDelay must be positive, but is " + maxDelay);
			requireCountable(maxDelay, "maxDelay");
			require(randomization >= 0 && randomization <= 1,
					"randomization must be between 0 and 1, but is " + randomization);
		}

		/**
		 * Returns the defaults: 500 ms, doubled up to 30 s, half of it jitter.
		 * @return the defaults
		 */
		public static Reconnect defaults() {
			return new Reconnect(Duration.ofMillis(500), Duration.ofSeconds(30), 0.5);
		}

	}

	/**
	 * How events reach listeners.
	 *
	 * @param concurrency the number of rooms whose listeners run at the same time
	 * @param queueCapacity the maximum number of events that wait for the listeners of
	 * one room
	 * @param shutdownTimeout how long closing waits for queued events
	 * @param queueSize the maximum size of those events together, in bytes, roughly; an
	 * event larger than any message of the Chat API also has to wait while the events of
	 * all rooms together hold twice as much
	 */
	public record Dispatch(int concurrency, int queueCapacity, Duration shutdownTimeout, long queueSize) {

		private static final long QUEUE_SIZE = 8 * 1024 * 1024;

		/**
		 * Checks the settings.
		 * @throws IllegalArgumentException if a setting is invalid
		 */
		public Dispatch {
			require(concurrency > 0, "concurrency must be positive, but is " + concurrency);
			require(queueCapacity > 0, "queueCapacity must be positive, but is " + queueCapacity);
			require(!shutdownTimeout.isNegative(), "shutdownTimeout must not be negative, but is " + shutdownTimeout);
			requireCountable(shutdownTimeout, "shutdownTimeout");
			require(queueSize > 0, "queueSize must be positive, but is " + queueSize);
		}

		/**
		 * Creates settings with queues of up to 8 MB.
		 * @param concurrency the number of rooms whose listeners run at the same time
		 * @param queueCapacity the maximum number of events that wait for the listeners
		 * of one room
		 * @param shutdownTimeout how long closing waits for queued events
		 */
		public Dispatch(int concurrency, int queueCapacity, Duration shutdownTimeout) {
			this(concurrency, queueCapacity, shutdownTimeout, QUEUE_SIZE);
		}

		/**
		 * Returns the defaults: 8 rooms at a time, 1000 events and 8 MB per room, and 10
		 * s for closing.
		 * @return the defaults
		 */
		public static Dispatch defaults() {
			return new Dispatch(8, 1000, Duration.ofSeconds(10));
		}

	}

	/**
	 * How missed messages are fetched after a reconnect.
	 *
	 * @param enabled whether to fetch them
	 * @param maxMessages the maximum number of messages to fetch for one room; if more
	 * are missing, a {@link io.github.tegrabox.chat.event.MessageGap} is reported instead
	 * @param pollAfter how long the connection may be lost before missed messages are
	 * fetched over REST, again and again until it is back; zero for never
	 */
	public record Recovery(boolean enabled, int maxMessages, Duration pollAfter) {

		private static final Duration POLL_AFTER = Duration.ofSeconds(15);

		/**
		 * Checks the settings.
		 * @throws IllegalArgumentException if a setting is invalid
		 */
		public Recovery {
			require(maxMessages >= 0, "maxMessages must not be negative, but is " + maxMessages);
			require(!pollAfter.isNegative(), "pollAfter must not be negative, but is " + pollAfter);
			requireCountable(pollAfter, "pollAfter");
		}

		/**
		 * Creates settings that fetch messages over REST once the connection has been
		 * lost for 15 s.
		 * @param enabled whether to fetch missed messages
		 * @param maxMessages the maximum number of messages to fetch for one room; if
		 * more are missing, a {@link io.github.tegrabox.chat.event.MessageGap} is
		 * reported instead
		 */
		public Recovery(boolean enabled, int maxMessages) {
			this(enabled, maxMessages, POLL_AFTER);
		}

		/**
		 * Returns the defaults: up to 10,000 messages per room, and over REST after 15 s
		 * without a connection.
		 * @return the defaults
		 */
		public static Recovery defaults() {
			return new Recovery(true, 10_000);
		}

	}

}
