package io.github.tegrabox.chat.internal.socketio;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO connection: turns what arrives into signals of its listener, and calls
 * into packets, whatever the {@link PacketCarrier} that carries them.
 */
final class SocketIoConnection implements SocketConnection, PacketHandler {

	static final String TRANSPORT_CLOSE = "transport close";

	static final String TRANSPORT_ERROR = "transport error";

	static final String PARSE_ERROR = "parse error";

	private static final int MAX_EARLY_EVENTS = 1000;

	private static final char OPEN = '0';

	private static final char CLOSE = '1';

	private static final char PING = '2';

	private static final char MESSAGE = '4';

	private static final char NOOP = '6';

	private final ConnectionListener listener;

	private final PacketReader reader;

	private final String namespace;

	private final Consumer<SocketIoConnection> whenEnded;

	private final PacketCarrier link;

	private final SignalGate gate = new SignalGate();

	private final AckCallbacks acks = new AckCallbacks();

	private final Queue<ChatEvent> early = new ArrayDeque<>();

	private volatile boolean connected;

	private boolean opened;

	private int attachmentsDue;

	SocketIoConnection(ConnectionListener listener, PacketReader reader, String namespace,
			Function<SocketIoConnection, PacketCarrier> links, Consumer<SocketIoConnection> whenEnded) {
		this.listener = listener;
		this.reader = reader;
		this.namespace = namespace;
		this.whenEnded = whenEnded;
		this.link = links.apply(this);
	}

	void open() {
		this.link.open();
	}

	@Override
	public void emit(String event, Object payload) {
		send(PacketWriter.event(this.namespace, -1, event, payload));
	}

	@Override
	public void emit(String event, Object payload, AckCallback callback) {
		int id = this.acks.add(callback);
		try {
			send(PacketWriter.event(this.namespace, id, event, payload));
		}
		catch (RuntimeException ex) {
			this.acks.remove(id);
			throw ex;
		}
	}

	private void send(String message) {
		if (!this.connected) {
			throw ChatWebSocketException.notSent("The socket is not connected", null);
		}
		if (!this.link.send(message)) {
			throw ChatWebSocketException.notSent("The socket is closing, or too much waits to be sent", null);
		}
	}

	@Override
	public void close() {
		if (this.gate.silence()) {
			release();
		}
	}

	boolean isEnded() {
		return this.gate.isEnded();
	}

	boolean isConnected() {
		return this.connected;
	}

	/**
	 * Ends the connection, unless it has ended before.
	 */
	void end(String reason, @Nullable Throwable cause) {
		end(() -> this.listener.onClosed(reason, cause));
	}

	private void end(Runnable finale) {
		if (this.gate.end(finale)) {
			release();
		}
	}

	private void release() {
		this.connected = false;
		this.acks.clear();
		this.link.close();
		this.whenEnded.accept(this);
	}

	/**
	 * Takes a message of Engine.IO: its type, then the rest.
	 */
	void receive(char[] text, int from, int to) {
		if (!this.gate.enter()) {
			return;
		}
		try {
			this.listener.onActivity();
			message(text, from, to);
		}
		catch (ChatDecodingException ex) {
			end(PARSE_ERROR, ex);
		}
		catch (RuntimeException ex) {
			// The listener's fault: better a new connection than half a state.
			end(TRANSPORT_ERROR, ex);
		}
		finally {
			this.gate.leave();
		}
	}

	/**
	 * Takes a binary message, of which it is enough to know that it was announced.
	 */
	void receiveBinary() {
		if (!this.gate.enter()) {
			return;
		}
		try {
			this.listener.onActivity();
			if (this.attachmentsDue-- == 0) {
				end(PARSE_ERROR, new ChatDecodingException("A binary message was not announced", null));
			}
		}
		finally {
			this.gate.leave();
		}
	}

	private void message(char[] text, int from, int to) {
		char type = (from < to) ? text[from] : ' ';
		if (this.opened == (type == OPEN)) {
			throw new ChatDecodingException("A handshake is missing or comes twice", null);
		}
		switch (type) {
			case OPEN -> {
				EngineHandshake handshake = EngineHandshake.read(text, from + 1, to);
				this.opened = true;
				this.listener.onOpen(handshake.pingInterval(), handshake.pingTimeout());
				this.link.handshaken();
			}
			case CLOSE -> end(TRANSPORT_CLOSE, null);
			case PING -> this.link.pong();
			case MESSAGE -> packet(text, from + 1, to);
			case NOOP -> {
			}
			default -> throw new ChatDecodingException("A message is of no known type", null);
		}
	}

	private void packet(char[] text, int from, int to) {
		if (this.attachmentsDue > 0) {
			throw new ChatDecodingException("An announced binary message is missing", null);
		}
		this.attachmentsDue = this.reader.read(text, from, to, this.namespace, this);
	}

	@Override
	public void connected() {
		if (this.connected) {
			throw new ChatDecodingException("A connect packet comes twice", null);
		}
		this.connected = true;
		this.link.joined();
		this.listener.onConnected();
		for (ChatEvent event = this.early.poll(); event != null; event = this.early.poll()) {
			this.listener.onEvent(event);
		}
	}

	@Override
	public void refused(@Nullable String code, String message) {
		end(() -> this.listener.onRefused(code, message));
	}

	@Override
	public void disconnected() {
		end("io server disconnect", null);
	}

	@Override
	public void event(ChatEvent event) {
		if (this.connected) {
			this.listener.onEvent(event);
		}
		else if (this.early.size() == MAX_EARLY_EVENTS) {
			throw new ChatDecodingException("Too many events come before the connect packet", null);
		}
		else {
			this.early.add(event);
		}
	}

	@Override
	public void acknowledged(int id, Acknowledgement ack) {
		AckCallback callback = this.acks.remove(id);
		if (callback != null) {
			callback.onAck(ack);
		}
	}

}
