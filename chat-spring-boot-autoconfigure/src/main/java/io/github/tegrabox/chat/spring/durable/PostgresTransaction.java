package io.github.tegrabox.chat.spring.durable;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.util.ClassUtils;

/**
 * The current PostgreSQL transaction, as the driver sees it.
 */
final class PostgresTransaction {

	private PostgresTransaction() {
	}

	static boolean isDriverPresent() {
		return ClassUtils.isPresent("org.postgresql.core.BaseConnection", PostgresTransaction.class.getClassLoader());
	}

	/**
	 * Fails if a statement has failed: PostgreSQL would answer a commit with a rollback,
	 * without an error.
	 * @param dataSource the database
	 */
	static void check(DataSource dataSource) {
		Connection connection = DataSourceUtils.getConnection(dataSource);
		try {
			if (connection.isWrapperFor(BaseConnection.class)
					&& connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED) {
				throw new UnexpectedRollbackException(
						"A statement of a listener has failed, and PostgreSQL takes back everything that was done in "
								+ "the same transaction: let the exception out of the listener, "
								+ "or run the statement in a transaction of its own");
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The connection does not tell what became of the transaction", ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, dataSource);
		}
	}

}
