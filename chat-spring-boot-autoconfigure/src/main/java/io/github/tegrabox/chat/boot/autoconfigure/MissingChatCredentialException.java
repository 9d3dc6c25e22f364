package io.github.tegrabox.chat.boot.autoconfigure;

/**
 * Credential that the configuration needs and does not have.
 */
class MissingChatCredentialException extends RuntimeException {

	MissingChatCredentialException(String message) {
		super(message);
	}

}
