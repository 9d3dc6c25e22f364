package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Garbage by the yard: from noise to requests, frames and packets that are almost right.
 */
final class Fuzz {

	private static final List<String> METHODS = List.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "TRACE", "gEt",
			"M-SEARCH");

	private static final List<String> PATHS = List.of("/", "/socket.io/", "/socket.io", "//", "/%00", "/a/../b",
			"http://h/socket.io/", "*", "/\u00e4", "/socket.io/x");

	private static final List<String> QUERIES = List.of("", "?", "?EIO=4&transport=polling",
			"?EIO=4&transport=websocket", "?EIO=4", "?EIO=4&transport=polling&sid=", "?EIO=4&transport=polling&sid=%ff",
			"?transport=polling", "?EIO=4&EIO=3&transport=polling",
			"?EIO=4&transport=polling&sid=0123456789abcdef0123");

	private static final List<String> HEADERS = List.of("Upgrade: websocket", "Connection: Upgrade",
			"Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 99", "Sec-WebSocket-Key: x", "Origin: null",
			"Access-Control-Request-Method: GET", "Connection: keep-alive", "Accept: \t", "X-Empty:", "Cookie: a=b; c",
			"Upgrade: h2c", "Content-Encoding: gzip", "Authorization: Bearer \u00ff");

	private static final List<String> PACKETS = List.of("40", "40/admin,{}", "40{\"token\":\"x\"}", "41",
			"42[\"echo\",1]", "420[\"echo\",{\"a\":[null,1.5e300,\"\\ud800\"]}]",
			"451-[\"echo\",{\"_placeholder\":true,\"num\":0}]", "43[1]", "431[\"x\"]", "44{}",
			"461-1[{\"_placeholder\":true,\"num\":-1}]", "2", "2probe", "3", "5", "6", "1", "0{}", "4", "",
			"42[\"" + "a".repeat(300) + "\"]", "42" + "[".repeat(200), "b" + "AAAA");

	private final Random random;

	Fuzz(long seed) {
		this.random = new Random(seed);
	}

	int upTo(int bound) {
		return 1 + this.random.nextInt(bound);
	}

	byte[] noise() {
		byte[] bytes = new byte[this.random.nextInt(200)];
		this.random.nextBytes(bytes);
		return bytes;
	}

	/** A request that the parser takes, however odd. */
	byte[] oddRequest() {
		StringBuilder request = new StringBuilder(pick(METHODS)).append(' ')
			.append(pick(PATHS))
			.append(pick(QUERIES))
			.append(" HTTP/1.1\r\nHost: h\r\n");
		for (int i = this.random.nextInt(4); i > 0; i--) {
			request.append(pick(HEADERS)).append("\r\n");
		}
		String body = this.random.nextBoolean() ? "" : pick(PACKETS) + '\u001e' + pick(PACKETS);
		request.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
		return request.toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	/** A request with some bytes changed, removed or doubled. */
	byte[] brokenRequest() {
		return mutate(oddRequest());
	}

	/** A WebSocket frame around a packet, either of which may be broken. */
	byte[] frame() {
		byte[] packet = pick(PACKETS).getBytes(StandardCharsets.UTF_8);
		return switch (this.random.nextInt(8)) {
			case 0 -> noise();
			case 1 -> mutate(frame(0x81, packet));
			case 2 -> frame(this.random.nextInt(256), packet);
			case 3 -> frame(0x82, noise());
			case 4 -> frame(0x89, noise());
			case 5 -> frame(0x81, mutate(packet));
			default -> frame(0x81, packet);
		};
	}

	/** Masked with zeros, as clients must mask. */
	static byte[] frame(int firstByte, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
		frame.put((byte) firstByte);
		if (payload.length < 126) {
			frame.put((byte) (0x80 | payload.length));
		}
		else {
			frame.put((byte) 0xfe).putShort((short) payload.length);
		}
		frame.putInt(0).put(payload).flip();
		byte[] bytes = new byte[frame.remaining()];
		frame.get(bytes);
		return bytes;
	}

	private byte[] mutate(byte[] bytes) {
		ByteArrayOutputStream mutated = new ByteArrayOutputStream();
		int rate = upTo(30);
		for (byte next : bytes) {
			switch (this.random.nextInt(rate + 4)) {
				case 0 -> mutated.write(this.random.nextInt(256));
				case 1 -> mutated.write(new byte[] { next, next }, 0, 2);
				case 2 -> {
					// Removed.
				}
				default -> mutated.write(next);
			}
		}
		return mutated.toByteArray();
	}

	private String pick(List<String> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

}
