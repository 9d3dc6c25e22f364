package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.socket.SocketSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the socket.
 */
@ConfigurationProperties("chat.socket")
public class ChatSocketProperties {

	/**
	 * Whether to connect when the application starts.
	 */
	private boolean autoStartup = true;

	/**
	 * Whether an application that has a listener but no web server keeps running, until
	 * the socket is disconnected or has failed.
	 */
	private boolean keepAlive = true;

	/**
	 * Origin to connect to. Defaults to that of chat.base-url.
	 */
	private @Nullable String url;

	/**
	 * Path of the Socket.IO endpoint.
	 */
	private String path = "/socket.io";

	/**
	 * Transports, "websocket" or "polling" or both. If "websocket" comes first and is
	 * answered but does not get through, the next attempt uses polling, and every later
	 * one starts with "websocket" again.
	 */
	private List<String> transports = List.of("websocket", "polling");

	/**
	 * WebSocket implementation, "reactor" or "jdk". Defaults to Reactor Netty's if it is
	 * on the class path, otherwise to the JDK's.
	 */
	private SocketSettings.@Nullable Connector connector;

	/**
	 * Maximum size of an event, from 1KB to 8MB. In place of a larger one, an error is
	 * reported.
	 */
	private DataSize maxEventSize = DataSize.ofMegabytes(1);

	/**
	 * Time to wait for an acknowledgement.
	 */
	private Duration ackTimeout = Duration.ofSeconds(10);

	/**
	 * Ids of the rooms to join at every connect. "*" stands for every room of the
	 * project, including those created later; see chat.socket.room-discovery-interval.
	 */
	private List<String> rooms = new ArrayList<>();

	/**
	 * Interval at which to look for new rooms if chat.socket.rooms contains "*". A new
	 * room is joined after this time at the latest.
	 */
	private Duration roomDiscoveryInterval = Duration.ofSeconds(30);

	/**
	 * Which messages listeners get. "live": those written while the application runs.
	 * "durable": all of them, once, despite restarts, crashes and several replicas; needs
	 * chat-spring-boot-starter-jdbc or chat-spring-boot-starter-redis.
	 */
	private Delivery delivery = Delivery.LIVE;

	/**
	 * Name for durable delivery that all replicas of the application share and that no
	 * other application uses. Defaults to spring.application.name.
	 */
	private @Nullable String group;

	/**
	 * Where durable delivery stores its positions, "jdbc" or "redis". Only needed if both
	 * a database and Redis are available.
	 */
	private @Nullable Store store;

	/**
	 * Time after which another replica takes over from one that no longer responds.
	 */
	private Duration lease = Duration.ofSeconds(10);

	/**
	 * Number of shards into which durable delivery divides the rooms. Up to that many
	 * replicas listen at the same time.
	 */
	private int shards = 1;

	private final User user = new User();

	private final Reconnect reconnect = new Reconnect();

	private final Dispatch dispatch = new Dispatch();

	private final Recovery recovery = new Recovery();

	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public boolean isKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(boolean keepAlive) {
		this.keepAlive = keepAlive;
	}

	public @Nullable String getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable String url) {
		this.url = (url == null || url.isBlank()) ? null : url.strip();
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public List<String> getTransports() {
		return this.transports;
	}

	public void setTransports(List<String> transports) {
		this.transports = present(transports);
	}

	public SocketSettings.@Nullable Connector getConnector() {
		return this.connector;
	}

	public void setConnector(SocketSettings.@Nullable Connector connector) {
		this.connector = connector;
	}

	public DataSize getMaxEventSize() {
		return this.maxEventSize;
	}

	public void setMaxEventSize(DataSize maxEventSize) {
		this.maxEventSize = maxEventSize;
	}

	public Duration getAckTimeout() {
		return this.ackTimeout;
	}

	public void setAckTimeout(Duration ackTimeout) {
		this.ackTimeout = ackTimeout;
	}

	public List<String> getRooms() {
		return this.rooms;
	}

	public void setRooms(List<String> rooms) {
		this.rooms = present(rooms);
	}

	public Duration getRoomDiscoveryInterval() {
		return this.roomDiscoveryInterval;
	}

	public void setRoomDiscoveryInterval(Duration roomDiscoveryInterval) {
		this.roomDiscoveryInterval = roomDiscoveryInterval;
	}

	public Delivery getDelivery() {
		return this.delivery;
	}

	public void setDelivery(Delivery delivery) {
		this.delivery = delivery;
	}

	public @Nullable String getGroup() {
		return this.group;
	}

	public void setGroup(@Nullable String group) {
		this.group = (group != null) ? group.strip() : null;
	}

	public @Nullable Store getStore() {
		return this.store;
	}

	public void setStore(@Nullable Store store) {
		this.store = store;
	}

	public Duration getLease() {
		return this.lease;
	}

	public void setLease(Duration lease) {
		this.lease = lease;
	}

	public int getShards() {
		return this.shards;
	}

	public void setShards(int shards) {
		this.shards = shards;
	}

	public User getUser() {
		return this.user;
	}

	public Reconnect getReconnect() {
		return this.reconnect;
	}

	public Dispatch getDispatch() {
		return this.dispatch;
	}

	public Recovery getRecovery() {
		return this.recovery;
	}

	/**
	 * The elements of a list that are there: a trailing comma and a placeholder with an
	 * empty default make none.
	 */
	private static List<String> present(List<String> elements) {
		List<String> present = new ArrayList<>();
		for (String element : elements) {
			if (StringUtils.hasText(element)) {
				present.add(element.strip());
			}
		}
		return present;
	}

	/**
	 * User that the socket connects as.
	 */
	public static class User {

		/**
		 * Id of the chat user that the socket connects as.
		 */
		private @Nullable String userId;

		/**
		 * External id of the chat user that the socket connects as. The user is created
		 * if it does not exist.
		 */
		private @Nullable String externalId;

		/**
		 * Name of the chat user that is created for chat.socket.user.external-id.
		 * Defaults to the external id.
		 */
		private @Nullable String username;

		public @Nullable String getUserId() {
			return this.userId;
		}

		public void setUserId(@Nullable String userId) {
			this.userId = (userId != null) ? userId.strip() : null;
		}

		public @Nullable String getExternalId() {
			return this.externalId;
		}

		public void setExternalId(@Nullable String externalId) {
			this.externalId = (externalId != null) ? externalId.strip() : null;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = (username != null) ? username.strip() : null;
		}

	}

	/**
	 * How the socket reconnects after a loss.
	 */
	public static class Reconnect {

		/**
		 * Pause before the first attempt to reconnect. Doubled with each attempt.
		 */
		private Duration initialDelay = Duration.ofMillis(500);

		/**
		 * Maximum pause between two attempts to reconnect.
		 */
		private Duration maxDelay = Duration.ofSeconds(30);

		/**
		 * Maximum part of each pause that is taken off at random, from 0 to 1.
		 */
		private double randomization = 0.5;

		public Duration getInitialDelay() {
			return this.initialDelay;
		}

		public void setInitialDelay(Duration initialDelay) {
			this.initialDelay = initialDelay;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public double getRandomization() {
			return this.randomization;
		}

		public void setRandomization(double randomization) {
			this.randomization = randomization;
		}

	}

	/**
	 * How events reach listeners.
	 */
	public static class Dispatch {

		/**
		 * Number of rooms whose listeners run at the same time.
		 */
		private int concurrency = 8;

		/**
		 * Maximum number of events that wait for the listeners of one room.
		 */
		private int queueCapacity = 1000;

		/**
		 * Maximum total size of the events that wait for the listeners of one room.
		 * Messages beyond it are fetched from the history later.
		 */
		private DataSize queueSize = DataSize.ofMegabytes(8);

		/**
		 * Maximum time that a shutdown waits for queued events to reach their listeners.
		 */
		private Duration shutdownTimeout = Duration.ofSeconds(10);

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

		public DataSize getQueueSize() {
			return this.queueSize;
		}

		public void setQueueSize(DataSize queueSize) {
			this.queueSize = queueSize;
		}

		public Duration getShutdownTimeout() {
			return this.shutdownTimeout;
		}

		public void setShutdownTimeout(Duration shutdownTimeout) {
			this.shutdownTimeout = shutdownTimeout;
		}

	}

	/**
	 * How missed messages are fetched after a reconnect.
	 */
	public static class Recovery {

		/**
		 * Whether to fetch the messages that were missed while the connection was lost.
		 */
		private boolean enabled = true;

		/**
		 * Maximum number of missed messages to fetch for one room. If more are missing, a
		 * gap is reported instead.
		 */
		private int maxMessages = 10000;

		/**
		 * Time without a connection after which missed messages are fetched over REST,
		 * again and again until it is back. 0 for never.
		 */
		private Duration pollAfter = Duration.ofSeconds(15);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getMaxMessages() {
			return this.maxMessages;
		}

		public void setMaxMessages(int maxMessages) {
			this.maxMessages = maxMessages;
		}

		public Duration getPollAfter() {
			return this.pollAfter;
		}

		public void setPollAfter(Duration pollAfter) {
			this.pollAfter = pollAfter;
		}

	}

	/**
	 * Which messages listeners get.
	 */
	public enum Delivery {

		/**
		 * Those written while the application runs.
		 */
		LIVE,

		/**
		 * All of them, once, whatever happens to the process.
		 */
		DURABLE

	}

	/**
	 * Where positions are stored.
	 */
	public enum Store {

		/**
		 * In the database of the application.
		 */
		JDBC,

		/**
		 * In Redis or Valkey.
		 */
		REDIS

	}

}
