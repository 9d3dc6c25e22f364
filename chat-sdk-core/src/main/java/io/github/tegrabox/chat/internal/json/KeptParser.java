package io.github.tegrabox.chat.internal.json;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;

import tools.jackson.core.JsonParser;

/**
 * Parser that is reused for one text after the other, as if they were one stream of
 * arrays and objects. To create a parser costs about as much as to read a short text. If
 * a text is not read to its end, its parser is left to the garbage collector.
 */
public abstract sealed class KeptParser {

	/**
	 * The most that one parser reads, so that its buffers and its table of field names,
	 * which servers choose, do not grow without limit.
	 */
	private static final int MOST = 128 * 1024;

	private static final Stripes<OfBytes> BYTES = new Stripes<>();

	private static final Stripes<OfChars> CHARS = new Stripes<>();

	private final JsonParser parser;

	private int read;

	private KeptParser(JsonParser parser) {
		this.parser = parser;
		// An array of our own first, so that the server's data cannot decide the charset.
		parser.nextToken();
		parser.nextToken();
	}

	/**
	 * Returns a parser of part of a UTF-8 array, positioned before the first token.
	 * @param json the bytes, not copied
	 * @param offset the index of the first byte
	 * @param length the number of bytes
	 * @return the parser
	 */
	public static KeptParser of(byte[] json, int offset, int length) {
		OfBytes kept = BYTES.take();
		if (kept == null) {
			kept = new OfBytes(new ByteSource());
		}
		kept.source.begin(json, offset, offset + length);
		kept.count(length);
		return kept;
	}

	/**
	 * Returns a parser of part of an array, positioned before the first token.
	 * @param json the characters, not copied
	 * @param offset the index of the first character
	 * @param length the number of characters
	 * @return the parser
	 */
	public static KeptParser of(char[] json, int offset, int length) {
		OfChars kept = CHARS.take();
		if (kept == null) {
			kept = new OfChars(new CharSource());
		}
		kept.source.begin(json, offset, offset + length);
		kept.count(length);
		return kept;
	}

	final void count(int length) {
		this.read += length;
	}

	/**
	 * Returns the parser, which must not be closed.
	 * @return the parser
	 */
	public JsonParser parser() {
		return this.parser;
	}

	/**
	 * Ends a text whose last token has been read, and frees the parser for the next one.
	 * @return the number of bytes or characters after that token
	 */
	public int end() {
		int left = leave();
		if (this.read < MOST) {
			keep();
		}
		else {
			this.parser.close();
		}
		return left;
	}

	/** Drops the rest of the text, and returns its length. */
	abstract int leave();

	abstract void keep();

	private static final class OfBytes extends KeptParser {

		private final ByteSource source;

		OfBytes(ByteSource source) {
			super(WireJson.parser(source));
			this.source = source;
		}

		@Override
		int leave() {
			return Math.max(0, parser().releaseBuffered(OutputStream.nullOutputStream())) + this.source.leave();
		}

		@Override
		void keep() {
			BYTES.put(this);
		}

	}

	private static final class OfChars extends KeptParser {

		private final CharSource source;

		OfChars(CharSource source) {
			super(WireJson.parser(source));
			this.source = source;
		}

		@Override
		int leave() {
			return Math.max(0, parser().releaseBuffered(Writer.nullWriter())) + this.source.leave();
		}

		@Override
		void keep() {
			CHARS.put(this);
		}

	}

	private static final class ByteSource extends InputStream {

		private static final byte[] FIRST = { '[', ']' };

		private byte[] text = FIRST;

		private int at;

		private int to = FIRST.length;

		void begin(byte[] json, int from, int end) {
			this.text = json;
			this.at = from;
			this.to = end;
		}

		int leave() {
			int left = this.to - this.at;
			begin(FIRST, 0, 0);
			return left;
		}

		@Override
		public int read() {
			return (this.at < this.to) ? this.text[this.at++] & 0xff : -1;
		}

		@Override
		public int read(byte[] into, int offset, int most) {
			int count = Math.min(most, this.to - this.at);
			System.arraycopy(this.text, this.at, into, offset, count);
			this.at += count;
			return (count > 0) ? count : -1;
		}

	}

	private static final class CharSource extends Reader {

		private static final char[] FIRST = { '[', ']' };

		private char[] text = FIRST;

		private int at;

		private int to = FIRST.length;

		void begin(char[] json, int from, int end) {
			this.text = json;
			this.at = from;
			this.to = end;
		}

		int leave() {
			int left = this.to - this.at;
			begin(FIRST, 0, 0);
			return left;
		}

		@Override
		public int read(char[] into, int offset, int most) {
			int count = Math.min(most, this.to - this.at);
			System.arraycopy(this.text, this.at, into, offset, count);
			this.at += count;
			return (count > 0) ? count : -1;
		}

		@Override
		public void close() {
			// Nothing to close.
		}

	}

}
