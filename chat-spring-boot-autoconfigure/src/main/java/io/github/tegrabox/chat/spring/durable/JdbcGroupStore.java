package io.github.tegrabox.chat.spring.durable;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.support.locks.RenewableLockRegistry;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@link GroupStore} in the metadata table of Spring Integration. Opens no connection
 * before it is first used. {@link #advance} runs in a transaction, so that what listeners
 * write through the same transaction manager takes effect together with the position.
 */
public final class JdbcGroupStore implements GroupStore {

	/**
	 * The region of the tables that the store uses.
	 */
	public static final String REGION = "chat";

	private static final String WHERE = " WHERE METADATA_KEY = ? AND REGION = '" + REGION + "'";

	private static final String REPLACE = "UPDATE INT_METADATA_STORE SET METADATA_VALUE = ?" + WHERE
			+ " AND METADATA_VALUE = ?";

	private static final String TIME = "SELECT CURRENT_TIMESTAMP FROM INT_METADATA_STORE" + WHERE;

	private final DataSource dataSource;

	private final JdbcTemplate jdbc;

	private final PlatformTransactionManager transactionManager;

	private final TransactionTemplate transactions;

	private final Duration idleLimit;

	private final IntSupplier connections;

	/** The statement of {@link #advance}, known once the database has been seen. */
	private volatile @Nullable String advance;

	private volatile boolean postgres;

	/** Whether the transactions are known to be those of the database. */
	private volatile boolean checked;

	/**
	 * Creates a store.
	 * @param dataSource the database
	 * @param transactions the transaction manager that the listeners use too
	 * @param idleLimit how long a transaction of a stopped process may keep a room
	 * locked, if the database supports such a limit
	 * @param connections supplies the maximum number of connections
	 */
	public JdbcGroupStore(DataSource dataSource, PlatformTransactionManager transactions, Duration idleLimit,
			IntSupplier connections) {
		this.dataSource = dataSource;
		this.jdbc = new JdbcTemplate(dataSource);
		this.transactionManager = transactions;
		this.transactions = new TransactionTemplate(transactions);
		this.idleLimit = idleLimit;
		this.connections = connections;
	}

	private static String key(String space, String key) {
		String full = space + "/" + key;
		if (full.length() > 255) {
			throw new IllegalArgumentException("The store takes keys of 255 characters, but this one has "
					+ full.length() + ": shorten 'chat.socket.group'");
		}
		return full;
	}

	@Override
	public @Nullable String get(String space, String key) {
		List<String> values = this.jdbc.queryForList("SELECT METADATA_VALUE FROM INT_METADATA_STORE" + WHERE,
				String.class, key(space, key));
		return values.isEmpty() ? null : Objects.toString(values.get(0), "");
	}

	@Override
	public Map<String, String> list(String space) {
		String prefix = space + "/";
		String pattern = prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
		return this.jdbc
			.query("SELECT METADATA_KEY, METADATA_VALUE FROM INT_METADATA_STORE WHERE METADATA_KEY LIKE ? ESCAPE '!'"
					+ " AND REGION = '" + REGION + "'",
					(row, index) -> Map.entry(row.getString(1).substring(prefix.length()),
							Objects.toString(row.getString(2), "")),
					pattern)
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	@Override
	public boolean putIfAbsent(String space, String key, String value) {
		if (get(space, key) != null) {
			return false;
		}
		try {
			return update("INSERT INTO INT_METADATA_STORE (METADATA_KEY, METADATA_VALUE, REGION) VALUES (?, ?, '"
					+ REGION + "')", key(space, key), value);
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	@Override
	public boolean replace(String space, String key, String expected, String value) {
		return update(REPLACE, value, key(space, key), expected);
	}

	@Override
	public void remove(String space, String key) {
		update("DELETE FROM INT_METADATA_STORE" + WHERE, key(space, key));
	}

	/** Updates in a transaction, since the pool may have auto-commit disabled. */
	private boolean update(String statement, Object... arguments) {
		return Boolean.TRUE.equals(this.transactions.execute((status) -> this.jdbc.update(statement, arguments) == 1));
	}

	@Override
	public boolean advance(String space, String key, String expected, String value, Runnable work) {
		String update = advanceQuery();
		return Boolean.TRUE.equals(this.transactions.execute((status) -> {
			checkTransaction();
			// First of all: this locks the row, or finds that another replica has
			// advanced it.
			if (this.jdbc.update(update, value, key(space, key), expected) != 1) {
				status.setRollbackOnly();
				return false;
			}
			work.run();
			if (this.postgres) {
				PostgresTransaction.check(this.dataSource);
			}
			return true;
		}));
	}

	@Override
	public void check() {
		boolean rollbackOnly = Boolean.TRUE.equals(this.transactions.execute((status) -> {
			if (!status.isRollbackOnly()) {
				status.flush();
			}
			return status.isRollbackOnly();
		}));
		if (rollbackOnly) {
			throw new UnexpectedRollbackException("The listener caught an exception that had marked its transaction "
					+ "as rollback-only: let the exception out of the listener, or run what threw it in a "
					+ "transaction of its own");
		}
		if (this.postgres) {
			PostgresTransaction.check(this.dataSource);
		}
	}

	/** Without this, a position would move even if the listeners fail. */
	private void checkTransaction() {
		if (!this.checked) {
			if (Boolean.TRUE.equals(this.jdbc.execute(Connection::getAutoCommit))) {
				throw new InvalidDataAccessApiUsageException("The primary transaction manager, "
						+ this.transactionManager.getClass().getName()
						+ ", is not that of the data source; annotate the one of the data source with '@Primary'");
			}
			this.checked = true;
		}
	}

	private String advanceQuery() {
		String query = this.advance;
		if (query == null) {
			boolean onPostgres = isPostgres();
			this.postgres = onPostgres && PostgresTransaction.isDriverPresent();
			query = onPostgres
					// A process that is suspended in the middle must not lock the room
					// for the others.
					? REPLACE + " AND set_config('idle_in_transaction_session_timeout', '" + this.idleLimit.toMillis()
							+ "', true) IS NOT NULL"
					: REPLACE;
			this.advance = query;
		}
		return query;
	}

	private boolean isPostgres() {
		try {
			return "PostgreSQL"
				.equals(JdbcUtils.extractDatabaseMetaData(this.dataSource, DatabaseMetaData::getDatabaseProductName));
		}
		catch (MetaDataAccessException ex) {
			throw new IllegalStateException("The database does not tell what it is", ex);
		}
	}

	@Override
	public boolean rollsBack() {
		return true;
	}

	@Override
	public int concurrency() {
		return Math.max(1, this.connections.getAsInt() / 2);
	}

	@Override
	public RenewableLockRegistry<?> locks(Duration lease) {
		DefaultLockRepository repository = new PollingLockRepository(this.jdbc);
		repository.setRegion(REGION);
		repository.setTransactionManager(this.transactionManager);
		repository.afterPropertiesSet();
		repository.afterSingletonsInstantiated();
		return new JdbcLockRegistry(repository, lease);
	}

	@Override
	public Instant now() {
		// Some databases return the time only from a table with a row.
		List<Timestamp> now = this.jdbc.queryForList(TIME, Timestamp.class, key("clock", "now"));
		if (now.isEmpty()) {
			putIfAbsent("clock", "now", "here");
			now = this.jdbc.queryForList(TIME, Timestamp.class, key("clock", "now"));
		}
		if (now.isEmpty()) {
			throw new IllegalStateException("The database does not tell the time");
		}
		return now.get(0).toInstant();
	}

}
