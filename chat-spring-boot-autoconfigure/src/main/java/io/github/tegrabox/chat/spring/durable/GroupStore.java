package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * Store that the replicas of a group share: texts under a key, in spaces. Every method
 * blocks, and throws a {@link RuntimeException} while the store does not answer. Safe for
 * use by several threads.
 */
public interface GroupStore {

	/**
	 * Reads a value.
	 * @param space the space
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable String get(String space, String key);

	/**
	 * Reads all values of a space.
	 * @param space the space
	 * @return the values by key
	 */
	Map<String, String> list(String space);

	/**
	 * Stores a value unless there is one.
	 * @param space the space
	 * @param key the key
	 * @param value the value
	 * @return whether it was stored
	 */
	boolean putIfAbsent(String space, String key, String value);

	/**
	 * Stores a value in place of another one.
	 * @param space the space
	 * @param key the key
	 * @param expected what has to be there
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
	 * Replaces a value together with what some work does: both take effect, or neither,
	 * if the store {@link #rollsBack() can do that}; else the value is replaced once the
	 * work is done.
	 * @param space the space
	 * @param key the key
	 * @param expected what has to be there, else the work is not begun
	 * @param value the value
	 * @param work the work
	 * @return whether the value was replaced
	 */
	boolean advance(String space, String key, String expected, String value, Runnable work);

	/**
	 * Fails if work in {@link #advance} has done something, as far as that can be told
	 * while it goes on, that keeps its effects from being stored.
	 */
	default void check() {
	}

	/**
	 * Returns whether work that fails in {@link #advance} is undone.
	 * @return whether it is
	 */
	boolean rollsBack();

	/**
	 * Returns how many may be in {@link #advance} at the same time, so that the
	 * connections suffice for everybody else.
	 * @return the number
	 */
	int concurrency();

	/**
	 * Makes locks that the processes exclude each other by. Called once; asks nobody.
	 * @param lease how long a lock lasts that nobody renews
	 * @return the locks
	 */
	RenewableLockRegistry<?> locks(Duration lease);

	/**
	 * Returns the time by the store's own clock.
	 * @return the time
	 */
	Instant now();

}
