package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Repository of locks for replicas that poll: checks with one statement whether a lock is
 * held, before it tries to take it with four and an error.
 */
final class PollingLockRepository extends DefaultLockRepository {

	private static final String HELD = "SELECT COUNT(REGION) FROM INT_LOCK"
			+ " WHERE REGION = ? AND LOCK_KEY = ? AND CLIENT_ID <> ? AND EXPIRED_AFTER >= ?";

	private final JdbcTemplate jdbc;

	private final String client;

	PollingLockRepository(JdbcTemplate jdbc) {
		this(jdbc, UUID.randomUUID().toString());
	}

	private PollingLockRepository(JdbcTemplate jdbc, String client) {
		super(Objects.requireNonNull(jdbc.getDataSource(), "The template has no data source"), client);
		this.jdbc = jdbc;
		this.client = client;
	}

	@Override
	public boolean acquire(String lock, Duration ttl) {
		@Nullable Integer held = this.jdbc.queryForObject(HELD, Integer.class, JdbcGroupStore.REGION, lock, this.client,
				LocalDateTime.now(ZoneOffset.UTC));
		return Integer.valueOf(0).equals(held) && super.acquire(lock, ttl);
	}

}
