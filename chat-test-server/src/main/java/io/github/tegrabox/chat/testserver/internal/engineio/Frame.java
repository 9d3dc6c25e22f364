package io.github.tegrabox.chat.testserver.internal.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * An outgoing Engine.IO packet, encoded once and shared by everyone it is sent to.
 */
public final class Frame {

	static final Frame CLOSE = text("1");

	static final Frame PING = text("2");

	static final Frame PROBE_ANSWER = text("3probe");

	static final Frame NOOP = text("6");

	private static final int FIN = 0x80;

	private static final int TEXT = 1;

	private static final int BINARY = 2;

	private static final int MAX_TINY = 125;

	private static final int MAX_SHORT = 0xFFFF;

	private final boolean binary;

	private final byte[] payload;

	private byte @Nullable [] webSocketBytes;

	private Frame(boolean binary, byte[] payload) {
		this.binary = binary;
		this.payload = payload;
	}

	/**
	 * Returns a text packet.
	 * @param packet the packet's type and data, such as {@code 4hello}
	 * @return the frame
	 */
	public static Frame text(String packet) {
		return new Frame(false, packet.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns a binary message.
	 * @param data the message, not copied
	 * @return the frame
	 */
	public static Frame binary(byte[] data) {
		return new Frame(true, data);
	}

	/**
	 * Tells a binary message from a text packet.
	 * @return whether this is a binary message
	 */
	public boolean isBinary() {
		return this.binary;
	}

	/**
	 * Returns what the packet consists of.
	 * @return the UTF-8 text or the binary data itself, not a copy
	 */
	public byte[] payload() {
		return this.payload;
	}

	/**
	 * Returns the packet as one complete, unmasked WebSocket frame (RFC 6455, section
	 * 5.2). It is made once: what a server sends is the same for every client.
	 * @return header and payload, not to be written into
	 */
	public byte[] webSocketBytes() {
		byte[] bytes = this.webSocketBytes;
		if (bytes == null) {
			bytes = encode();
			this.webSocketBytes = bytes;
		}
		return bytes;
	}

	private byte[] encode() {
		int length = this.payload.length;
		ByteBuffer buffer = ByteBuffer.allocate(headerLength(length) + length);
		buffer.put((byte) (FIN | (this.binary ? BINARY : TEXT)));
		if (length <= MAX_TINY) {
			buffer.put((byte) length);
		}
		else if (length <= MAX_SHORT) {
			buffer.put((byte) 126).putShort((short) length);
		}
		else {
			buffer.put((byte) 127).putLong(length);
		}
		return buffer.put(this.payload).array();
	}

	private static int headerLength(int length) {
		if (length <= MAX_TINY) {
			return 2;
		}
		return (length <= MAX_SHORT) ? 4 : 10;
	}

}
