package io.github.tegrabox.chat.internal.socketio;

import io.github.tegrabox.chat.error.ChatDecodingException;

/**
 * The part of a Socket.IO packet before its JSON: type, attachments, namespace and id.
 *
 * @param type the digit of the type
 * @param attachments the number of binary packets that follow; they are skipped: the Chat
 * API has no binary data
 * @param ownNamespace whether it is for the namespace that was entered
 * @param id the id of the acknowledgement, or -1
 * @param end the index of the first character after the head
 */
record PacketHead(char type, int attachments, boolean ownNamespace, int id, int end) {

	static PacketHead read(PacketSource text, int from, String namespace) {
		int to = text.end();
		char type = text.at(from);
		int at = from + 1;
		int attachments = 0;
		if (type == '5' || type == '6') {
			int dash = digits(text, at, to);
			if (dash == at || dash == to || text.at(dash) != '-') {
				throw new ChatDecodingException("A packet has no valid number of attachments", null);
			}
			attachments = number(text, at, dash);
			at = dash + 1;
		}
		boolean ownNamespace = namespace.length() == 1;
		if (at < to && text.at(at) == '/') {
			int comma = at;
			while (comma < to && text.at(comma) != ',') {
				comma++;
			}
			// A query that a server may append is not part of the name.
			int end = at;
			while (end < comma && text.at(end) != '?') {
				end++;
			}
			ownNamespace = isAt(text, at, end, namespace);
			at = Math.min(comma + 1, to);
		}
		int idEnd = digits(text, at, to);
		int id = (idEnd > at) ? number(text, at, idEnd) : -1;
		return new PacketHead(type, attachments, ownNamespace, id, idEnd);
	}

	private static boolean isAt(PacketSource text, int from, int to, String namespace) {
		boolean same = to - from == namespace.length();
		for (int i = 0; same && i < namespace.length(); i++) {
			same = text.at(from + i) == namespace.charAt(i);
		}
		return same;
	}

	private static int digits(PacketSource text, int from, int to) {
		int at = from;
		while (at < to && text.at(at) >= '0' && text.at(at) <= '9') {
			at++;
		}
		return at;
	}

	/**
	 * Returns a number, {@link Integer#MAX_VALUE} at most.
	 */
	private static int number(PacketSource text, int from, int to) {
		long value = 0;
		for (int i = from; i < to; i++) {
			value = Math.min(10 * value + (text.at(i) - '0'), Integer.MAX_VALUE);
		}
		return (int) value;
	}

}
