package io.github.tegrabox.chat.internal.json;

/**
 * Error messages for a first request that failed, perhaps because the server uses another
 * dialect than the client.
 */
public final class FirstContact {

	private static final String DOCTOR = "The server may speak otherwise than the client does by default: chat-doctor "
			+ "finds out how, and writes the properties 'chat.wire.*' for it";

	private FirstContact() {
	}

	/**
	 * Adds a hint to an error message.
	 * @param words the server's message, perhaps empty
	 * @param what what was requested, and of which host
	 * @return the message with the hint
	 */
	public static String explain(String words, String what) {
		String said = words.strip();
		String end = (said.isEmpty() || said.endsWith(".")) ? "" : ".";
		return said + end + (said.isEmpty() ? "" : " ") + what + ". " + DOCTOR + '.';
	}

}
