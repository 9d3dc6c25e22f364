package io.github.tegrabox.chat.internal.socketio;

import java.util.Map;

import io.socket.parser.Packet;
import io.socket.parser.Parser;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * Decoder given to Socket.IO's client. What arrives goes straight to the connection, and
 * has been there already if the connection reads its WebSocket itself; the library learns
 * only that it is connected.
 */
final class PacketDecoder implements Parser.Decoder {

	private final SocketIoConnection connection;

	private final boolean passive;

	private @Nullable Callback library;

	PacketDecoder(SocketIoConnection connection, boolean passive) {
		this.connection = connection;
		this.passive = passive;
	}

	@Override
	public void add(String packet) {
		boolean before = this.connection.isConnected();
		if (!this.passive) {
			char[] message = (PacketWriter.MESSAGE + packet).toCharArray();
			this.connection.receive(message, 0, message.length);
		}
		Callback told = this.library;
		if (told != null && (this.passive || (!before && this.connection.isConnected()))) {
			Packet<JSONObject> connect = new Packet<>(Parser.CONNECT, new JSONObject(Map.of("sid", "-")));
			connect.nsp = "/";
			told.call(connect);
		}
	}

	@Override
	public void add(byte[] attachment) {
		this.connection.receiveBinary();
	}

	@Override
	public void destroy() {
		// There is no state to drop.
	}

	@Override
	@SuppressWarnings("NullAway") // the library passes null to unset it
	public void onDecoded(Callback callback) {
		this.library = callback;
	}

}
