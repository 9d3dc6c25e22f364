package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * Store that the replicas of a group share: text values by key, grouped in spaces.
 * Methods that access the store block, and throw a {@link RuntimeException} while the
 * store does not answer. Safe for use by several threads.
 */
public interface GroupStore {

	/**
	 * Returns a value.
	 * @param space the space
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable String get(String space, String key);

	/**
	 * Returns all values of a space.
	 * @param space the space
	 * @return the values by key
	 */
	Map<String, String> list(String space);

	/**
	 * Stores a value unless the key already has one.
	 * @param space the space
	 * @param key the key
	 * @param value the value
	 * @return whether it was stored
	 */
	boolean putIfAbsent(String space, String key, String value);

	/**
	 * Replaces a value if it is the expected one.
	 * @param space the space
	 * @param key the key
	 * @param expected the expected value
	 * @param value the value
	 * @return whether it was stored
	 */
	boolean replace(String space, String key, String expected, String value);

	/**
	 * Removes a value.
	 * @param space the space
	 * @param key the key
	 */
	void remove(String space, String key);

	/**
	 * Replaces a value together with the effects of some work. If the store
	 * {@link #rollsBack() can do that}, both take effect or neither does; otherwise the
	 * value is replaced once the work is done.
	 * @param space the space
	 * @param key the key
	 * @param expected the expected value; the work is not started if another one is there
	 * @param value the value
	 * @param work the work
	 * @return whether the value was replaced
	 */
	boolean advance(String space, String key, String expected, String value, Runnable work);

	/**
	 * Throws an exception if the work of {@link #advance}, during which this is called,
	 * has prevented its effects from being stored, as far as that can be seen already.
	 */
	default void check() {
	}

	/**
	 * Returns whether work that fails in {@link #advance} is rolled back.
	 * @return whether it is
	 */
	boolean rollsBack();

	/**
	 * Returns how many calls of {@link #advance} may run at the same time, so that enough
	 * connections are left for everything else.
	 * @return the number
	 */
	int concurrency();

	/**
	 * Creates the registry of locks by which the processes exclude each other. Called
	 * once; does not access the store.
	 * @param lease how long a lock lasts without being renewed
	 * @return the locks
	 */
	RenewableLockRegistry<?> locks(Duration lease);

	/**
	 * Returns the time of the store's own clock.
	 * @return the time
	 */
	Instant now();

}
