package io.github.tegrabox.chat.testserver.record;

/**
 * Thrown when what a test waits for did not happen in time.
 */
public final class NothingRecordedException extends RuntimeException {

	NothingRecordedException(String message) {
		super(message);
	}

}
