package io.github.tegrabox.chat.testserver.internal.socketio;

/**
 * The kinds of packets.
 */
enum PacketType {

	CONNECT('0'), DISCONNECT('1'), EVENT('2'), ACK('3'), CONNECT_ERROR('4'), BINARY_EVENT('5'), BINARY_ACK('6');

	private final char digit;

	PacketType(char digit) {
		this.digit = digit;
	}

	static PacketType of(char digit) {
		for (PacketType type : values()) {
			if (type.digit == digit) {
				return type;
			}
		}
		throw new PacketException("unknown packet type");
	}

	char digit() {
		return this.digit;
	}

	boolean isBinary() {
		return this == BINARY_EVENT || this == BINARY_ACK;
	}

	boolean isAck() {
		return this == ACK || this == BINARY_ACK;
	}

}
