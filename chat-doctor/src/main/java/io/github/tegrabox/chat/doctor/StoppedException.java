package io.github.tegrabox.chat.doctor;

/**
 * The server does not want to be asked any more.
 */
class StoppedException extends RuntimeException {

	StoppedException(String message) {
		super(message);
	}

}
