package io.github.tegrabox.chat.internal.json;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Factory of parsers and generators of JSON, with limits on what a server may send.
 */
public final class WireJson {

	/**
	 * Deeper nesting is not a payload but an attack on the stack.
	 */
	static final int MAX_NESTING = 500;

	static final int MAX_NAME = 1024;

	static final int MAX_NUMBER = 400;

	/**
	 * As long as the longest body, so that one long text does not make everything beside
	 * it unreadable.
	 */
	private static final int MAX_TEXT = 8 * 1024 * 1024;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_NESTING)
			.maxStringLength(MAX_TEXT)
			.maxNameLength(MAX_NAME)
			.maxNumberLength(MAX_NUMBER)
			.build())
		.recyclerPool(new StripedRecyclers())
		// These are not valid JSON, but some languages write them, and they do no harm.
		.enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
		.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
		// Closing after a failure must not complete a half-written object.
		.disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
		.build();

	private WireJson() {
	}

	/**
	 * Returns a parser of UTF-8 bytes, before the first token. The caller closes it.
	 * @param json the bytes, not copied
	 * @return the parser
	 */
	public static JsonParser parser(byte[] json) {
		return FACTORY.createParser(ObjectReadContext.empty(), json);
	}

	/**
	 * Returns a parser of text, positioned before the first token. The caller closes it.
	 * @param json the text
	 * @return the parser
	 */
	public static JsonParser parser(String json) {
		return FACTORY.createParser(ObjectReadContext.empty(), json);
	}

	/**
	 * Returns a parser of part of an array, before the first token. The caller closes it.
	 * @param json the text, not copied
	 * @param offset the index of the first character
	 * @param length the number of characters
	 * @return the parser
	 */
	public static JsonParser parser(char[] json, int offset, int length) {
		return FACTORY.createParser(ObjectReadContext.empty(), json, offset, length);
	}

	/**
	 * Returns a parser of part of a UTF-8 array, positioned before the first token. The
	 * caller closes it.
	 * @param json the bytes, not copied
	 * @param offset the index of the first byte
	 * @param length the number of bytes
	 * @return the parser
	 */
	public static JsonParser parser(byte[] json, int offset, int length) {
		return FACTORY.createParser(ObjectReadContext.empty(), json, offset, length);
	}

	static JsonParser parser(InputStream json) {
		return FACTORY.createParser(ObjectReadContext.empty(), json);
	}

	static JsonParser parser(Reader json) {
		return FACTORY.createParser(ObjectReadContext.empty(), json);
	}

	/**
	 * Returns a generator of text that is always well-formed. The caller closes it.
	 * @param out where the text goes
	 * @return the generator
	 */
	public static JsonGenerator generator(Writer out) {
		return new WellFormedGenerator(FACTORY.createGenerator(ObjectWriteContext.empty(), out));
	}

	/**
	 * Returns a generator of UTF-8 that is always well-formed. The caller closes it.
	 * @param out where the bytes go
	 * @return the generator
	 */
	public static JsonGenerator generator(OutputStream out) {
		return new WellFormedGenerator(FACTORY.createGenerator(ObjectWriteContext.empty(), out));
	}

	/**
	 * Makes a text encodable in UTF-8: an unpaired surrogate, such as half of an emoji,
	 * becomes the replacement character U+FFFD.
	 * @param text the text
	 * @return the text itself if nothing had to be replaced
	 */
	public static String wellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (isLone(text, i)) {
				StringBuilder result = new StringBuilder(text);
				for (int j = i; j < text.length(); j++) {
					if (isLone(text, j)) {
						result.setCharAt(j, '\uFFFD');
					}
				}
				return result.toString();
			}
		}
		return text;
	}

	private static boolean isLone(String text, int index) {
		char character = text.charAt(index);
		if (Character.isHighSurrogate(character)) {
			return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
		}
		return Character.isLowSurrogate(character)
				&& (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
	}

}
