package io.github.tegrabox.chat.testserver.internal.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the percent-encoding of a path's segment. {@link java.net.URLDecoder} is for
 * forms: it makes a space of a plus sign.
 */
final class PercentDecoder {

	private PercentDecoder() {
	}

	static @Nullable String decode(String text) {
		if (text.indexOf('%') < 0) {
			return text;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
		byte[] source = text.getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < source.length; i++) {
			if (source[i] != '%') {
				bytes.write(source[i]);
				continue;
			}
			int high = (i + 2 <= source.length - 1) ? Character.digit(source[i + 1], 16) : -1;
			int low = (i + 2 <= source.length - 1) ? Character.digit(source[i + 2], 16) : -1;
			if (high < 0 || low < 0) {
				return null;
			}
			bytes.write(high << 4 | low);
			i += 2;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
