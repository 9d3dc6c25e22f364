package io.github.tegrabox.chat.benchmarks.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * WebSocket frames of a flood, each a message of 300 bytes of JSON with an id of its own.
 */
final class PreparedFrames {

	private static final int JSON_LENGTH = 300;

	private static final String HEAD = "42[\"message\",";

	private static final String BEFORE_ID = "{\"id\":\"msg_";

	private static final String AFTER_ID = "\",\"room_id\":\"room_1\",\"user_id\":\"usr_01HZX4Q7\",\"username\":\"ada\","
			+ "\"created_at\":\"2026-01-31T12:00:00.000Z\",\"content\":\"";

	private static final int ID_LENGTH = 12;

	private final byte[] frames;

	private final int frameLength;

	private final int count;

	private long nextId = 1;

	PreparedFrames(int count) {
		int fixed = BEFORE_ID.length() + ID_LENGTH + AFTER_ID.length() + 2;
		char[] content = new char[JSON_LENGTH - fixed];
		Arrays.fill(content, 'x');
		String json = BEFORE_ID + "0".repeat(ID_LENGTH) + AFTER_ID + new String(content) + "\"}";
		byte[] text = (HEAD + json + ']').getBytes(StandardCharsets.UTF_8);
		this.frameLength = text.length + 4;
		this.count = count;
		this.frames = new byte[this.frameLength * count];
		for (int i = 0; i < count; i++) {
			int at = i * this.frameLength;
			this.frames[at] = (byte) 0x81;
			this.frames[at + 1] = 126;
			this.frames[at + 2] = (byte) (text.length >> 8);
			this.frames[at + 3] = (byte) text.length;
			System.arraycopy(text, 0, this.frames, at + 4, text.length);
		}
	}

	/**
	 * Gives every message an id that has not been used before.
	 */
	synchronized void renew() {
		for (int i = 0; i < this.count; i++) {
			int at = i * this.frameLength + 4 + HEAD.length() + BEFORE_ID.length() + ID_LENGTH;
			long id = this.nextId++;
			for (int digit = 1; digit <= ID_LENGTH; digit++) {
				this.frames[at - digit] = (byte) ('0' + id % 10);
				id /= 10;
			}
		}
	}

	void writeTo(OutputStream out) throws IOException {
		int chunk = 256 * 1024;
		for (int at = 0; at < this.frames.length; at += chunk) {
			out.write(this.frames, at, Math.min(chunk, this.frames.length - at));
		}
	}

}
