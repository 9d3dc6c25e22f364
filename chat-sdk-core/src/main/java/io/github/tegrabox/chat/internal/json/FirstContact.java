package io.github.tegrabox.chat.internal.json;

/**
 * Words for failures that a server has which speaks otherwise than the client, as they
 * are met at the first contact.
 */
public final class FirstContact {

	private static final String DOCTOR = "The server may speak otherwise than the client does by default: chat-doctor "
			+ "finds out how, and writes the properties 'chat.wire.*' for it";

	private FirstContact() {
	}

	/**
	 * Adds to the words of a failure what may help.
	 * @param words what the server said, maybe nothing
	 * @param what what was asked of whom
	 * @return the words, and the remedy
	 */
	public static String explain(String words, String what) {
		String said = words.strip();
		String end = (said.isEmpty() || said.endsWith(".")) ? "" : ".";
		return said + end + (said.isEmpty() ? "" : " ") + what + ". " + DOCTOR + '.';
	}

}
