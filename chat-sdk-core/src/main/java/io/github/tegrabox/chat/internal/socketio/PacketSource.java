package io.github.tegrabox.chat.internal.socketio;

import java.nio.charset.StandardCharsets;

import io.github.tegrabox.chat.internal.json.KeptParser;
import io.github.tegrabox.chat.internal.json.WireJson;
import tools.jackson.core.JsonParser;

/**
 * Text of a message, as characters or as UTF-8, without a copy. Each connection has one,
 * and reuses it for each message.
 */
final class PacketSource {

	private char[] chars = new char[0];

	private byte[] bytes = new byte[0];

	private boolean utf8;

	private int to;

	PacketSource of(char[] text, int end) {
		this.chars = text;
		this.utf8 = false;
		this.to = end;
		return this;
	}

	PacketSource of(byte[] text, int end) {
		this.bytes = text;
		this.utf8 = true;
		this.to = end;
		return this;
	}

	/**
	 * Returns the character at an index. For UTF-8 it is the byte, which is enough for
	 * the heads of packets, since they are ASCII.
	 */
	char at(int index) {
		return this.utf8 ? (char) (this.bytes[index] & 0xff) : this.chars[index];
	}

	/**
	 * Returns the index after the last character.
	 */
	int end() {
		return this.to;
	}

	/**
	 * Returns a parser of the JSON that begins at an index. The caller closes it.
	 */
	JsonParser parser(int from) {
		return this.utf8 ? WireJson.parser(this.bytes, from, this.to - from)
				: WireJson.parser(this.chars, from, this.to - from);
	}

	/**
	 * As {@link #parser}, but reused. The caller ends it.
	 */
	KeptParser keptParser(int from) {
		return this.utf8 ? KeptParser.of(this.bytes, from, this.to - from)
				: KeptParser.of(this.chars, from, this.to - from);
	}

	/**
	 * Returns the text from an index on.
	 */
	String text(int from) {
		return this.utf8 ? new String(this.bytes, from, this.to - from, StandardCharsets.UTF_8)
				: new String(this.chars, from, this.to - from);
	}

}
