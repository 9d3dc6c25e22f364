package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reader of packets:
 * {@code <type>[<attachments>-][<namespace>,][<acknowledgement id>][<JSON>]}.
 */
final class PacketParser {

	private static final Set<String> RESERVED = Set.of("connect", "connect_error", "disconnect", "disconnecting",
			"newListener", "removeListener");

	private static final int MAX_DIGITS = 15;

	private final JsonMapper mapper;

	private final int maxAttachments;

	PacketParser(SocketIoSettings settings) {
		StreamReadConstraints limits = StreamReadConstraints.builder().maxNestingDepth(settings.maxDepth()).build();
		this.mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build()).build();
		this.maxAttachments = settings.maxAttachments();
	}

	/**
	 * Reads a packet.
	 * @throws PacketException if it is none
	 */
	Packet parse(String text) {
		if (text.isEmpty()) {
			throw new PacketException("empty packet");
		}
		PacketType type = PacketType.of(text.charAt(0));
		int at = 1;
		int attachments = 0;
		if (type.isBinary()) {
			int end = digitsEnd(text, at);
			if (end == at || end == text.length() || text.charAt(end) != '-') {
				throw new PacketException("illegal attachments");
			}
			attachments = (int) Math.min(Integer.MAX_VALUE, number(text, at, end));
			if (attachments > this.maxAttachments) {
				throw new PacketException("too many attachments");
			}
			at = end + 1;
		}
		String namespace = "/";
		if (at < text.length() && text.charAt(at) == '/') {
			int comma = text.indexOf(',', at);
			int end = (comma >= 0) ? comma : text.length();
			namespace = withoutQuery(text.substring(at, end));
			at = Math.min(end + 1, text.length());
		}
		int end = digitsEnd(text, at);
		Long id = (end > at) ? number(text, at, end) : null;
		JsonNode data = (end < text.length()) ? json(text.substring(end)) : null;
		check(type, id, data);
		return new Packet(type, namespace, id, data, attachments);
	}

	private JsonNode json(String text) {
		try {
			return this.mapper.readTree(text);
		}
		catch (JacksonException ex) {
			throw new PacketException("invalid payload", ex);
		}
	}

	private static void check(PacketType type, @Nullable Long id, @Nullable JsonNode data) {
		boolean valid = switch (type) {
			case CONNECT -> data == null || data.isObject();
			case DISCONNECT -> data == null;
			case CONNECT_ERROR -> data != null && (data.isString() || data.isObject());
			case EVENT, BINARY_EVENT -> data != null && data.isArray() && isEventName(data.path(0));
			case ACK, BINARY_ACK -> id != null && data != null && data.isArray();
		};
		if (!valid) {
			throw new PacketException("invalid payload");
		}
	}

	private static boolean isEventName(JsonNode name) {
		return name.isNumber() || (name.isString() && !RESERVED.contains(name.stringValue()));
	}

	private static String withoutQuery(String namespace) {
		int query = namespace.indexOf('?');
		return (query >= 0) ? namespace.substring(0, query) : namespace;
	}

	private static int digitsEnd(String text, int start) {
		int end = start;
		while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
			end++;
		}
		return end;
	}

	private static long number(String text, int start, int end) {
		if (end - start > MAX_DIGITS) {
			throw new PacketException("number too long");
		}
		return Long.parseLong(text, start, end, 10);
	}

}
