package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.integration.redis.util.RedisLockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * {@link GroupStore} in hashes of Redis or Valkey, one for each space. A position moves
 * after the listeners have returned, so a crash in between repeats a message.
 */
public final class RedisGroupStore implements GroupStore {

	/** The most rooms whose listeners run at the same time; other rooms wait. */
	private static final int CONCURRENCY = 16;

	/** A script runs on the master, not on a Redis replica that may lag behind. */
	private static final RedisScript<String> GET = RedisScript.of("return redis.call('HGET', KEYS[1], ARGV[1])",
			String.class);

	@SuppressWarnings("rawtypes") // The result type of a script is a class.
	private static final RedisScript<List> LIST = RedisScript.of("return redis.call('HGETALL', KEYS[1])", List.class);

	private static final RedisScript<Long> REPLACE = RedisScript.of("""
			if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
				redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
				return 1
			end
			return 0""", Long.class);

	private final RedisConnectionFactory connections;

	private final StringRedisTemplate redis;

	/**
	 * Creates a store. It connects when it is first used.
	 * @param connections the source of the connections
	 */
	public RedisGroupStore(RedisConnectionFactory connections) {
		this.connections = connections;
		this.redis = new StringRedisTemplate(connections);
	}

	private static String hash(String space) {
		return "chat/" + space;
	}

	private HashOperations<String, String, String> hashes() {
		return this.redis.opsForHash();
	}

	@Override
	public @Nullable String get(String space, String key) {
		return this.redis.execute(GET, List.of(hash(space)), key);
	}

	@Override
	public Map<String, String> list(String space) {
		List<?> found = Objects.requireNonNull(this.redis.execute(LIST, List.of(hash(space))));
		Map<String, String> entries = new HashMap<>();
		for (int i = 0; i < found.size(); i += 2) {
			entries.put((String) found.get(i), (String) found.get(i + 1));
		}
		return entries;
	}

	@Override
	public boolean putIfAbsent(String space, String key, String value) {
		return Boolean.TRUE.equals(hashes().putIfAbsent(hash(space), key, value));
	}

	@Override
	public boolean replace(String space, String key, String expected, String value) {
		return Long.valueOf(1).equals(this.redis.execute(REPLACE, List.of(hash(space)), key, expected, value));
	}

	@Override
	public void remove(String space, String key) {
		hashes().delete(hash(space), key);
	}

	@Override
	public boolean advance(String space, String key, String expected, String value, Runnable work) {
		if (!expected.equals(get(space, key))) {
			return false;
		}
		work.run();
		return replace(space, key, expected, value);
	}

	@Override
	public boolean rollsBack() {
		return false;
	}

	@Override
	public int concurrency() {
		return CONCURRENCY;
	}

	@Override
	public RenewableLockRegistry<?> locks(Duration lease) {
		RedisLockRegistry registry = new RedisLockRegistry(this.connections, "chat-locks", lease);
		// The registry's own threads are not daemons and stay for a minute.
		registry.setExecutor(Runnable::run);
		return registry;
	}

	@Override
	public Instant now() {
		Long millis = this.redis
			.execute((RedisCallback<Long>) (connection) -> Objects.requireNonNull(connection.serverCommands().time()));
		if (millis == null) {
			throw new IllegalStateException("Redis does not tell the time");
		}
		return Instant.ofEpochMilli(millis);
	}

}
