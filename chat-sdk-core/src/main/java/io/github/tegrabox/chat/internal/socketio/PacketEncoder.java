package io.github.tegrabox.chat.internal.socketio;

import io.socket.parser.Packet;
import io.socket.parser.Parser;
import org.json.JSONArray;

/**
 * Encoder given to Socket.IO's client. Events come to it encoded, so that it cannot fail;
 * the connect packet leaves it without the credential, which is put in further down: it
 * never passes through code that might log it.
 */
final class PacketEncoder implements Parser.Encoder {

	@Override
	@SuppressWarnings("rawtypes") // as the library has it
	public void encode(Packet packet, Callback callback) {
		callback.call(new Object[] { text(packet) });
	}

	private static String text(Packet<?> packet) {
		if (packet.data instanceof JSONArray arguments && arguments.opt(1) instanceof EncodedPacket event) {
			return event.message().substring(1);
		}
		return Integer.toString(packet.type);
	}

}
