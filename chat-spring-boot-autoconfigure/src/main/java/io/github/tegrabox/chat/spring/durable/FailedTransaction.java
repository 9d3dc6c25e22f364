package io.github.tegrabox.chat.spring.durable;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

/**
 * Decides whose fault a failed transaction is in which listeners were called.
 */
final class FailedTransaction {

	/**
	 * Prefixes of SQL states that are the database's fault: connections, conflicts,
	 * resources, limits, operator intervention, system errors, internal errors, and a
	 * transaction that was idle for too long.
	 */
	private static final List<String> OF_SERVER = List.of("08", "40", "53", "54", "57", "58", "XX", "25P03");

	private FailedTransaction() {
	}

	/**
	 * Returns whether a transaction in which listeners were called failed because of
	 * their work: a constraint that is checked at the commit, a value that does not fit,
	 * a failed statement that they ignored, or anything else that is not the database's
	 * fault.
	 */
	static boolean isListenersFault(RuntimeException failure) {
		Throwable before = (failure instanceof TransactionSystemException system) ? system.getApplicationException()
				: null;
		return failure instanceof UnexpectedRollbackException || isOfWrites(failure) || isOfWrites(before)
				|| !isOfStore(failure);
	}

	private static boolean isOfWrites(@Nullable Throwable failure) {
		if (failure instanceof DataIntegrityViolationException
				|| failure instanceof OptimisticLockingFailureException) {
			return true;
		}
		boolean lasting = failure instanceof NonTransientDataAccessException
				&& !(failure instanceof NonTransientDataAccessResourceException);
		if (failure instanceof DataAccessException && !lasting) {
			return false;
		}
		SQLException sql = sql(failure);
		return (sql != null) ? !isOfServer(sql) : lasting;
	}

	private static boolean isOfServer(SQLException failure) {
		String state = failure.getSQLState();
		return state == null || OF_SERVER.stream().anyMatch(state::startsWith)
				|| failure instanceof SQLTransientException || failure instanceof SQLRecoverableException
				|| failure instanceof SQLNonTransientConnectionException;
	}

	private static boolean isOfStore(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException || cause instanceof DataAccessException
					|| cause instanceof CannotCreateTransactionException) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable SQLException sql(@Nullable Throwable failure) {
		SQLException found = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && (found == null || found.getSQLState() == null)) {
				found = sql;
			}
		}
		return found;
	}

}
