package io.github.tegrabox.chat.testserver.socketio;

/**
 * The kinds of packets, in the order of their digits.
 */
enum PacketType {

	CONNECT, DISCONNECT, EVENT, ACK, CONNECT_ERROR, BINARY_EVENT, BINARY_ACK;

	private static final PacketType[] BY_DIGIT = values();

	static PacketType of(char digit) {
		int index = digit - '0';
		if (index < 0 || index >= BY_DIGIT.length) {
			throw new PacketException("unknown packet type");
		}
		return BY_DIGIT[index];
	}

	boolean isBinary() {
		return this == BINARY_EVENT || this == BINARY_ACK;
	}

	boolean isAck() {
		return this == ACK || this == BINARY_ACK;
	}

	boolean isEvent() {
		return this == EVENT || this == BINARY_EVENT;
	}

}
