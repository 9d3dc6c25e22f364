package io.github.tegrabox.chat.testserver.internal.engineio;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * The body of a polling request or response: packets between record separators, binary
 * ones in base64.
 */
final class PollingPayload {

	private static final String SEPARATOR = "\u001e";

	private static final char BINARY_PREFIX = 'b';

	private PollingPayload() {
	}

	static byte[] encode(Collection<Frame> frames) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (Frame frame : frames) {
			if (body.size() > 0) {
				body.write(SEPARATOR.charAt(0));
			}
			if (frame.isBinary()) {
				body.write(BINARY_PREFIX);
				body.writeBytes(Base64.getEncoder().encode(frame.payload()));
			}
			else {
				body.writeBytes(frame.payload());
			}
		}
		return body.toByteArray();
	}

	static List<String> split(String body) {
		return List.of(body.split(SEPARATOR, -1));
	}

	static boolean isBinary(String packet) {
		return !packet.isEmpty() && packet.charAt(0) == BINARY_PREFIX;
	}

	/**
	 * Decodes a binary packet; some clients break base64 into lines.
	 * @throws IllegalArgumentException if it is not base64
	 */
	static byte[] decodeBinary(String packet) {
		return Base64.getMimeDecoder().decode(packet.substring(1));
	}

}
