package io.github.tegrabox.chat.testserver.internal.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * How the Chat API of a server answers: what is fixed when it is built, and what a test
 * may change while it runs.
 */
public final class Settings {

	private final Project project;

	private final String apiKey;

	private final Set<String> keys = ConcurrentHashMap.newKeySet();

	private final Dialect dialect;

	private final SkewableClock clock;

	private volatile MessageOrder order;

	private volatile @Nullable Duration tokenTtl;

	/**
	 * Creates settings.
	 * @param project the project
	 * @param apiKey the key of the project, a secret
	 * @param dialect how the server speaks
	 * @param clock the time
	 */
	public Settings(Project project, String apiKey, Dialect dialect, SkewableClock clock) {
		this.project = project;
		this.apiKey = apiKey;
		this.keys.add(apiKey);
		this.dialect = dialect;
		this.order = dialect.messageOrder();
		this.clock = clock;
	}

	/**
	 * Sets the order of a room's history.
	 * @param order the order from now on
	 */
	public void messageOrder(MessageOrder order) {
		this.order = order;
	}

	/**
	 * Sets how long tokens live at most.
	 * @param ttl the longest life of tokens issued from now on; with zero or less they
	 * are issued expired; {@code null} for as long as is asked
	 */
	public void tokenTtl(@Nullable Duration ttl) {
		this.tokenTtl = ttl;
	}

	/**
	 * Sets how far the server's clock is ahead.
	 * @param skew the time ahead, negative for behind
	 */
	public void clockSkew(Duration skew) {
		this.clock.skew(skew);
	}

	/**
	 * Goes back to how it was when the server was built.
	 */
	public void reset() {
		this.order = this.dialect.messageOrder();
		this.tokenTtl = null;
		this.clock.skew(Duration.ZERO);
		acceptApiKey(this.apiKey);
		this.keys.removeIf((key) -> !key.equals(this.apiKey));
	}

	/**
	 * Accepts another API key beside those that are accepted.
	 * @param key the key, a secret
	 */
	public void acceptApiKey(String key) {
		if (key.isBlank()) {
			throw new IllegalArgumentException("An API key must not be blank");
		}
		this.keys.add(key);
	}

	/**
	 * Accepts an API key no more.
	 * @param key the key, a secret
	 */
	public void revokeApiKey(String key) {
		if (!this.keys.remove(key)) {
			throw new IllegalArgumentException("There is no such API key");
		}
	}

	boolean isApiKey(String given) {
		byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
		return this.keys.stream().anyMatch((key) -> MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), bytes));
	}

	/**
	 * Returns the project.
	 * @return the project
	 */
	public Project project() {
		return this.project;
	}

	/**
	 * Returns the key of the project.
	 * @return the key, a secret
	 */
	public String apiKey() {
		return this.apiKey;
	}

	Dialect dialect() {
		return this.dialect;
	}

	MessageOrder messageOrder() {
		return this.order;
	}

	SkewableClock clock() {
		return this.clock;
	}

	@Nullable Duration tokenTtl() {
		return this.tokenTtl;
	}

}
