package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.tegrabox.chat.testserver.internal.engineio.CloseReason;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.engineio.SessionListener;
import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One client's connection, on which several namespaces may be spoken to. On the loop
 * only.
 */
final class ClientConnection implements SessionListener {

	private final SocketIoServer server;

	private final EngineSession session;

	private final PacketAssembler assembler;

	private final Map<String, ServerSocket> sockets = new LinkedHashMap<>();

	private final TaskLoop.Timer connectTimer;

	ClientConnection(SocketIoServer server, EngineSession session) {
		this.server = server;
		this.session = session;
		this.assembler = new PacketAssembler(server.parser());
		this.connectTimer = server.loop().schedule(server.settings().connectTimeout(), session::close);
	}

	EngineSession session() {
		return this.session;
	}

	@Override
	public void onText(String text) {
		receive(() -> this.assembler.text(text));
	}

	@Override
	public void onBinary(byte[] data) {
		receive(() -> this.assembler.binary(data));
	}

	@Override
	public void onClose(CloseReason reason) {
		this.connectTimer.cancel();
		DisconnectReason why = DisconnectReason.of(reason);
		List.copyOf(this.sockets.values()).forEach((socket) -> socket.leave(why));
		this.sockets.clear();
	}

	void send(List<Frame> frames) {
		frames.forEach(this.session::send);
	}

	/** Sends the socket away from its namespace; the connection stays for the others. */
	void dismiss(ServerSocket socket) {
		this.session.send(control(PacketType.DISCONNECT, socket.namespace().name(), null));
		this.sockets.remove(socket.namespace().name(), socket);
		socket.leave(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
	}

	void close() {
		List.copyOf(this.sockets.values()).forEach(this::dismiss);
		this.session.close();
	}

	private void receive(Supplier<@Nullable Packet> message) {
		try {
			Packet packet = message.get();
			if (packet != null) {
				handle(packet);
			}
		}
		catch (PacketException ex) {
			this.session.close(CloseReason.PARSE_ERROR);
		}
	}

	private void handle(Packet packet) {
		ServerSocket socket = this.sockets.get(packet.namespace());
		if (packet.type() == PacketType.CONNECT && socket == null) {
			connect(packet);
		}
		else if (socket == null || packet.type() == PacketType.CONNECT || packet.type() == PacketType.CONNECT_ERROR) {
			this.session.close();
		}
		else if (packet.type() == PacketType.DISCONNECT) {
			this.sockets.remove(packet.namespace());
			socket.leave(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
		}
		else {
			socket.receive(packet);
		}
	}

	private void connect(Packet packet) {
		Namespace namespace = this.server.find(packet.namespace());
		if (namespace == null) {
			refuse(packet.namespace(), Map.of("message", "Invalid namespace"));
			return;
		}
		Handshake handshake = new Handshake(
				(packet.data() != null) ? packet.data() : JsonNodeFactory.instance.objectNode(),
				this.session.handshake());
		ServerSocket socket = new ServerSocket(namespace, this, handshake);
		try {
			namespace.check(socket);
		}
		catch (ConnectRefusedException ex) {
			refuse(namespace.name(), describe(ex));
			return;
		}
		if (this.session.isOpen()) {
			this.connectTimer.cancel();
			this.sockets.put(namespace.name(), socket);
			namespace.add(socket);
			this.session.send(control(PacketType.CONNECT, namespace.name(), Map.of("sid", socket.id())));
			namespace.welcome(socket);
		}
	}

	private void refuse(String namespace, Map<String, Object> error) {
		this.session.send(control(PacketType.CONNECT_ERROR, namespace, error));
	}

	private Frame control(PacketType type, String namespace, @Nullable Object data) {
		return this.server.writer().control(type, namespace, data);
	}

	private static Map<String, Object> describe(ConnectRefusedException refusal) {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("message", String.valueOf(refusal.getMessage()));
		if (refusal.data() != null) {
			error.put("data", refusal.data());
		}
		return error;
	}

}
