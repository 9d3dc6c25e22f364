package io.github.tegrabox.chat.doctor;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;

/**
 * Secrets that must not be printed, and the words of servers without them.
 */
final class Secrets {

	private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){0,2}");

	/** Of a terminal, of a log, and of the direction of writing. */
	private static final Pattern CONTROLS = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

	private static final int MAX = 120;

	private final Set<String> values = new CopyOnWriteArraySet<>();

	void add(String secret) {
		this.values.add(secret);
	}

	String redact(String text) {
		String clean = text;
		for (String value : this.values) {
			clean = clean.replace(value, "***");
		}
		return JWT.matcher(clean).replaceAll("***");
	}

	/**
	 * A text on one line, without what would change how the others look.
	 */
	static String printable(String text) {
		return CONTROLS.matcher(text).replaceAll(" ");
	}

	/**
	 * The first words of a text, on one line.
	 */
	String excerpt(String text) {
		String line = printable(redact(text.substring(0, Math.min(text.length(), 4000)))).strip();
		return (line.length() <= MAX) ? line : line.substring(0, MAX - 1) + '…';
	}

}
