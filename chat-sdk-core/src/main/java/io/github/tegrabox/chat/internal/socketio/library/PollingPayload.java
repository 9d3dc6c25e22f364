package io.github.tegrabox.chat.internal.socketio.library;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.socketio.EngineHandshake;

/**
 * Engine.IO messages in the body of a poll or post, with a separator between them.
 */
final class PollingPayload {

	private static final String SEPARATOR = "\u001e";

	/** A message without meaning. */
	static final String NOOP = "6";

	/** Stands for any attachment: only its presence matters. */
	static final String ATTACHMENT = "bAA==";

	/** No packet of Socket.IO begins like this. */
	private static final Pattern OVERSIZED = Pattern.compile("\\u0000(\\d{1,18}) (.*)", Pattern.DOTALL);

	private PollingPayload() {
	}

	/**
	 * Checks a payload before Socket.IO's client sees it, which throws on its shared
	 * thread if the payload is malformed.
	 * @param payload what arrived
	 * @param handshakeAllowed whether a handshake may be in it
	 * @param unseen called with the messages that the library does not pass on
	 * @return what the library may see
	 * @throws ChatDecodingException if there is a malformed message in it
	 */
	static String check(String payload, boolean handshakeAllowed, Consumer<String> unseen) {
		return map(payload, (message) -> {
			char type = message.isEmpty() ? ' ' : message.charAt(0);
			return switch (type) {
				case '0' -> {
					EngineHandshake.read(message.substring(1));
					if (!handshakeAllowed) {
						throw new ChatDecodingException("A handshake comes twice", null);
					}
					unseen.accept(message);
					yield message;
				}
				case '2' -> {
					unseen.accept(message);
					yield message;
				}
				case '4' -> {
					if (message.length() == 1) {
						throw new ChatDecodingException("A message is empty", null);
					}
					yield message;
				}
				case '1', '3', '6' -> message;
				case 'b' -> ATTACHMENT;
				default -> throw new ChatDecodingException("A message is of no known type", null);
			};
		});
	}

	/**
	 * Creates the replacement for a message that was too long to be kept.
	 * @param size the number of its bytes
	 * @param start its beginning
	 */
	static String oversized(long size, String start) {
		return "4\u0000" + size + ' ' + start;
	}

	/**
	 * Reads the size and the beginning of a message that was too long.
	 * @param packet a message without its type
	 * @return a matcher with these two groups, if it matches
	 */
	static Matcher readOversized(String packet) {
		return OVERSIZED.matcher(packet);
	}

	static String[] split(String payload) {
		return payload.split(SEPARATOR, -1);
	}

	/**
	 * Appends one payload to another.
	 */
	static String join(String first, String second) {
		return (first.isEmpty() || second.isEmpty()) ? first + second : first + SEPARATOR + second;
	}

	static String map(String payload, UnaryOperator<String> replacement) {
		if (payload.indexOf(SEPARATOR) < 0) {
			return replacement.apply(payload);
		}
		StringBuilder out = new StringBuilder(payload.length());
		for (String message : split(payload)) {
			out.append(out.isEmpty() ? "" : SEPARATOR).append(replacement.apply(message));
		}
		return out.toString();
	}

}
