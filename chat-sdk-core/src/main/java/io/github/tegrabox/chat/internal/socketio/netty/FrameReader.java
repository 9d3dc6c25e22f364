package io.github.tegrabox.chat.internal.socketio.netty;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.netty.buffer.ByteBuf;

/**
 * Reads the frames that a WebSocket server sends (RFC 6455, section 5), without an object
 * for each. What is too long is skipped, not kept.
 */
final class FrameReader {

	private static final int CONTINUATION = 0;

	private static final int TEXT = 1;

	private static final int BINARY = 2;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private static final int PONG = 10;

	/** Stands for a close frame without a code. */
	private static final int NO_CODE = 1005;

	private static final int START = 64;

	private static final byte[] EMPTY = new byte[0];

	private final LinkListener messages;

	private final FrameListener frames;

	private final int limit;

	private final byte[] scratch;

	/** The current data frame: its bytes that are still to come. */
	private long remaining;

	private boolean inFrame;

	private boolean last;

	/** The current message: its kind, 0 for none, and what has come of it. */
	private int kind;

	private byte[] kept = EMPTY;

	private int keptLength;

	private long size;

	/**
	 * Creates a reader.
	 * @param messages called with messages
	 * @param frames called with control frames
	 * @param limit the most bytes of a text message
	 * @param scratch the buffer for short messages; used only while reading
	 */
	FrameReader(LinkListener messages, FrameListener frames, int limit, byte[] scratch) {
		this.messages = messages;
		this.frames = frames;
		this.limit = limit;
		this.scratch = scratch;
	}

	/**
	 * Reads all frames that are there, as long as the listener wants more.
	 * @param in the bytes that have arrived; what cannot be read yet stays in it
	 * @throws ProtocolException if the server breaks the protocol
	 */
	void read(ByteBuf in) throws ProtocolException {
		while (this.frames.isReading()) {
			if (!this.inFrame && !head(in)) {
				return;
			}
			if (this.inFrame && !payload(in)) {
				return;
			}
		}
	}

	/**
	 * Reads the head of a data frame, or all of a control frame.
	 * @return whether enough of it was there
	 */
	private boolean head(ByteBuf in) throws ProtocolException {
		if (in.readableBytes() < 2) {
			return false;
		}
		int at = in.readerIndex();
		int first = in.getUnsignedByte(at);
		int second = in.getUnsignedByte(at + 1);
		int headLength = (second < 126) ? 2 : (second == 126) ? 4 : 10;
		require(second < 128, "A server's frame is masked");
		require((first & 0x70) == 0, "A frame has an extension that was not agreed on");
		if (in.readableBytes() < headLength) {
			return false;
		}
		long length = (second < 126) ? second : (second == 126) ? in.getUnsignedShort(at + 2) : in.getLong(at + 2);
		require(length >= 0, "A frame is longer than any frame");
		int opcode = first & 0x0f;
		boolean fin = (first & 0x80) != 0;
		if (opcode >= CLOSE) {
			require(fin && length <= 125, "A control frame is too long or in parts");
			if (in.readableBytes() < headLength + length) {
				return false;
			}
			in.skipBytes(headLength);
			control(opcode, in, (int) length);
			return true;
		}
		require(opcode <= BINARY, "A frame is of no known kind");
		require((opcode == CONTINUATION) == (this.kind != 0), "A message begins within another, or nowhere");
		in.skipBytes(headLength);
		this.kind = (opcode != CONTINUATION) ? opcode : this.kind;
		this.last = fin;
		this.remaining = length;
		this.inFrame = true;
		return true;
	}

	private void control(int opcode, ByteBuf in, int length) throws ProtocolException {
		byte[] payload = new byte[length];
		in.readBytes(payload);
		switch (opcode) {
			case PING -> this.frames.ping(payload);
			case CLOSE -> this.frames.closing(closeWords(payload));
			default -> require(opcode == PONG, "A frame is of no known kind");
		}
	}

	private static String closeWords(byte[] payload) {
		int code = (payload.length < 2) ? NO_CODE : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
		String reason = (payload.length < 2) ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
		return (code + " " + reason).strip();
	}

	/**
	 * Reads the available part of a data frame.
	 * @return whether that completes the frame
	 */
	private boolean payload(ByteBuf in) {
		if (this.size == 0 && this.last && this.kind == TEXT && this.remaining <= in.readableBytes()
				&& this.remaining <= Math.min(this.scratch.length, this.limit)) {
			int length = (int) this.remaining;
			in.readBytes(this.scratch, 0, length);
			endMessage();
			this.messages.received(this.scratch, 0, length);
			return true;
		}
		int part = (int) Math.min(this.remaining, in.readableBytes());
		keep(in, part);
		this.remaining -= part;
		if (this.remaining > 0) {
			return false;
		}
		this.inFrame = false;
		if (this.last) {
			deliver();
		}
		return true;
	}

	private void keep(ByteBuf in, int part) {
		this.size += part;
		if (this.kind == BINARY) {
			in.skipBytes(part);
			return;
		}
		int wanted = (this.size <= this.limit) ? part : Math.max(0, Math.min(part, START - this.keptLength));
		if (this.keptLength + wanted > this.kept.length) {
			this.kept = Arrays.copyOf(this.kept, Math.max(2 * this.kept.length, this.keptLength + wanted));
		}
		in.readBytes(this.kept, this.keptLength, wanted);
		in.skipBytes(part - wanted);
		this.keptLength += wanted;
		if (this.size > this.limit && this.keptLength > START) {
			this.keptLength = START;
			this.kept = Arrays.copyOf(this.kept, START);
		}
	}

	private void deliver() {
		byte[] text = this.kept;
		int length = this.keptLength;
		int messageKind = this.kind;
		long all = this.size;
		endMessage();
		if (messageKind == BINARY) {
			this.messages.receivedBinary();
		}
		else if (all > this.limit) {
			this.messages.receivedOversized(new String(text, 0, length, StandardCharsets.UTF_8), all);
		}
		else {
			this.messages.received(text, 0, length);
		}
	}

	private void endMessage() {
		this.inFrame = false;
		this.kind = 0;
		this.kept = EMPTY;
		this.keptLength = 0;
		this.size = 0;
	}

	private static void require(boolean condition, String message) throws ProtocolException {
		if (!condition) {
			throw new ProtocolException(message);
		}
	}

}
