package io.github.tegrabox.chat.boot.autoconfigure.durable;

/**
 * Durable delivery that is asked for and lacks something.
 */
class DurableDeliveryException extends RuntimeException {

	private final String action;

	DurableDeliveryException(String message, String action) {
		super(message);
		this.action = action;
	}

	String getAction() {
		return this.action;
	}

}
