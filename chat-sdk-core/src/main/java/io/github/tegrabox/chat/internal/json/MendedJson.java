package io.github.tegrabox.chat.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Rewriter of JSON that the parser rejects, so that one bad value does not make
 * everything beside it unreadable. It replaces a number with too many digits and a value
 * that is nested too deeply by {@code null}, a name that is too long by the empty one,
 * and bytes that are not UTF-8 by the replacement character U+FFFD.
 */
public final class MendedJson {

	/** Leaves room for what an event or a page puts around a value. */
	private static final int MAX_NESTING = WireJson.MAX_NESTING - 20;

	/** Deeper nesting is an attack and is left for the parser to reject. */
	private static final int DEEPEST = 20 * WireJson.MAX_NESTING;

	/** Leaves a reserve: the parser counts a name in units of several bytes. */
	private static final int MAX_NAME = WireJson.MAX_NAME - 20;

	private static final byte[] NULL = { 'n', 'u', 'l', 'l' };

	private static final byte[] NO_NAME = { '"', '"' };

	private final byte[] json;

	private final ByteArrayOutputStream out;

	private int at;

	private MendedJson(byte[] json) {
		this.json = json;
		this.out = new ByteArrayOutputStream(json.length);
	}

	/**
	 * Rewrites JSON.
	 * @param json the JSON in UTF-8, valid or not
	 * @return the JSON within the parser's limits, in valid UTF-8
	 */
	public static byte[] of(byte[] json) {
		byte[] text = new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
		return new MendedJson(text).rewrite();
	}

	private byte[] rewrite() {
		int depth = 0;
		while (this.at < this.json.length) {
			int start = this.at;
			byte first = this.json[start];
			if (first == '"') {
				skipText();
				copy(start, this.at - start > MAX_NAME && isName(), NO_NAME);
			}
			else if (isOfNumber(first)) {
				skipNumber();
				copy(start, this.at - start > WireJson.MAX_NUMBER, NULL);
			}
			else if ((first == '[' || first == '{') && depth == MAX_NESTING) {
				boolean deepest = !skipNested();
				copy(start, !deepest, NULL);
			}
			else {
				depth += nesting(first);
				this.at++;
				this.out.write(first);
			}
		}
		return this.out.toByteArray();
	}

	private void copy(int start, boolean replaced, byte[] replacement) {
		if (replaced) {
			this.out.writeBytes(replacement);
		}
		else {
			this.out.write(this.json, start, this.at - start);
		}
	}

	private static int nesting(byte character) {
		return switch (character) {
			case '[', '{' -> 1;
			case ']', '}' -> -1;
			default -> 0;
		};
	}

	private static boolean isOfNumber(byte character) {
		return (character >= '0' && character <= '9') || character == '-' || character == '+' || character == '.'
				|| character == 'e' || character == 'E';
	}

	private void skipText() {
		this.at++;
		while (this.at < this.json.length && this.json[this.at] != '"') {
			this.at += (this.json[this.at] == '\\') ? 2 : 1;
		}
		this.at = Math.min(this.at + 1, this.json.length);
	}

	private boolean isName() {
		int next = this.at;
		while (next < this.json.length && this.json[next] <= ' ' && this.json[next] >= 0) {
			next++;
		}
		return next < this.json.length && this.json[next] == ':';
	}

	private void skipNumber() {
		while (this.at < this.json.length && isOfNumber(this.json[this.at])) {
			this.at++;
		}
	}

	/**
	 * Skips an array or an object.
	 * @return whether it ends and is not nested deeper than {@link #DEEPEST}
	 */
	private boolean skipNested() {
		int depth = 0;
		int deepest = 0;
		do {
			byte next = this.json[this.at];
			if (next == '"') {
				skipText();
			}
			else {
				depth += nesting(next);
				deepest = Math.max(deepest, depth);
				this.at++;
			}
		}
		while (depth > 0 && this.at < this.json.length);
		return depth == 0 && deepest < DEEPEST;
	}

}
