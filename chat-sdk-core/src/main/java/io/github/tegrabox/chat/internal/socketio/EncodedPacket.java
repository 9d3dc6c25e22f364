package io.github.tegrabox.chat.internal.socketio;

/**
 * Packet on its way through Socket.IO's client that has been encoded on the caller's
 * thread.
 *
 * @param message the message of Engine.IO
 */
record EncodedPacket(String message) {

	@Override
	public String toString() {
		return "EncodedPacket[" + this.message.length() + " characters]";
	}

}
