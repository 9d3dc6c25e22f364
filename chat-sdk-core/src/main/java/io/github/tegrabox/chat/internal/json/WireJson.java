package io.github.tegrabox.chat.internal.json;

import java.io.OutputStream;
import java.io.Writer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Entry to the JSON of the wire: one factory with bounds on what a server may send.
 */
public final class WireJson {

	private static final int MAX_NESTING = 64;

	private static final int MAX_TEXT = 1024 * 1024;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(MAX_NESTING)
			.maxStringLength(MAX_TEXT)
			.maxNameLength(1024)
			.maxNumberLength(400)
			.build())
		// Closing after a failure must not complete a half-written object.
		.disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
		.build();

	private WireJson() {
	}

	/**
	 * A parser of UTF-8 bytes, positioned before the first token. To be closed.
	 * @param json the bytes, not copied
	 * @return the parser
	 */
	public static JsonParser parser(byte[] json) {
		return FACTORY.createParser(ObjectReadContext.empty(), json);
	}

	/**
	 * A parser of text, positioned before the first token. To be closed.
	 * @param json the text
	 * @return the parser
	 */
	public static JsonParser parser(String json) {
		return FACTORY.createParser(ObjectReadContext.empty(), json);
	}

	/**
	 * A parser of part of an array, positioned before the first token. To be closed.
	 * @param json the text, not copied
	 * @param offset the index of the first character
	 * @param length the number of characters
	 * @return the parser
	 */
	public static JsonParser parser(char[] json, int offset, int length) {
		return FACTORY.createParser(ObjectReadContext.empty(), json, offset, length);
	}

	/**
	 * A generator of text. To be closed.
	 * @param out where the text goes
	 * @return the generator
	 */
	public static JsonGenerator generator(Writer out) {
		return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
	}

	/**
	 * A generator of UTF-8 bytes. To be closed.
	 * @param out where the bytes go
	 * @return the generator
	 */
	public static JsonGenerator generator(OutputStream out) {
		return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
	}

}
