package io.github.tegrabox.chat.testserver.record;

/**
 * Thrown when something that a test waits for does not happen in time.
 */
public final class NothingRecordedException extends RuntimeException {

	NothingRecordedException(String message) {
		super(message);
	}

}
