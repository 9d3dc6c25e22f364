package io.github.tegrabox.chat.boot.autoconfigure;

/**
 * Address over which credentials would travel unencrypted.
 */
class InsecureChatAddressException extends RuntimeException {

	private final String property;

	InsecureChatAddressException(String property, String address) {
		super("The address '" + address + "' of '" + property + "' would send credentials over plain http");
		this.property = property;
	}

	String getProperty() {
		return this.property;
	}

}
