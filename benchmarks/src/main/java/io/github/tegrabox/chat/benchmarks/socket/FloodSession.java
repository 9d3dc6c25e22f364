package io.github.tegrabox.chat.benchmarks.socket;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of the flood server, as much of Socket.IO as its clients need.
 */
final class FloodSession {

	private static final String HANDSHAKE = """
			0{"sid":"engine","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}""";

	private static final String ACKNOWLEDGEMENT = """
			[{"ok":true,"message":{"id":"msg_1","room_id":"room_1","user_id":"usr_1","username":"ada",\
			"content":"hello","created_at":"2026-01-31T12:00:00.000Z"}}]""";

	private static final String READY = """
			42["user_joined",{"room_id":"room_1","user_id":"usr_1","username":"ada"}]""";

	private final DataInputStream in;

	private final OutputStream out;

	private final PreparedFrames frames;

	FloodSession(DataInputStream in, OutputStream out, PreparedFrames frames) {
		this.in = in;
		this.out = out;
		this.frames = frames;
	}

	void run() throws IOException {
		send(HANDSHAKE);
		for (String message = next(); message != null; message = next()) {
			if (message.startsWith("40")) {
				send("40{\"sid\":\"socket\"}");
			}
			else if (message.startsWith("42")) {
				event(message);
			}
		}
	}

	private void event(String message) throws IOException {
		int arguments = message.indexOf('[');
		if (arguments > 2) {
			send("43" + message.substring(2, arguments) + ACKNOWLEDGEMENT);
		}
		if (message.startsWith("[\"start_typing\"", arguments)) {
			this.frames.renew();
			send(READY);
		}
		else if (message.startsWith("[\"stop_typing\"", arguments)) {
			this.frames.writeTo(this.out);
		}
	}

	private @Nullable String next() throws IOException {
		int opcode = this.in.readUnsignedByte() & 0x0F;
		int length = this.in.readUnsignedByte() & 0x7F;
		if (length == 126) {
			length = this.in.readUnsignedShort();
		}
		byte[] mask = new byte[4];
		this.in.readFully(mask);
		byte[] payload = new byte[length];
		this.in.readFully(payload);
		for (int i = 0; i < length; i++) {
			payload[i] ^= mask[i & 3];
		}
		return (opcode == 8) ? null : new String(payload, StandardCharsets.UTF_8);
	}

	private void send(String message) throws IOException {
		byte[] text = message.getBytes(StandardCharsets.UTF_8);
		byte[] frame = new byte[text.length + ((text.length < 126) ? 2 : 4)];
		frame[0] = (byte) 0x81;
		if (text.length < 126) {
			frame[1] = (byte) text.length;
		}
		else {
			frame[1] = 126;
			frame[2] = (byte) (text.length >> 8);
			frame[3] = (byte) text.length;
		}
		System.arraycopy(text, 0, frame, frame.length - text.length, text.length);
		this.out.write(frame);
	}

}
