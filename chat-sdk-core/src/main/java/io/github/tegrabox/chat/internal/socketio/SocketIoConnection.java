package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatWebSocketException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import org.jspecify.annotations.Nullable;

/**
 * One Socket.IO connection over any {@link Link}. Turns what arrives into calls of its
 * listener, and calls into packets.
 */
final class SocketIoConnection implements SocketConnection, LinkListener {

	static final String TRANSPORT_CLOSE = "transport close";

	static final String TRANSPORT_ERROR = "transport error";

	static final String PARSE_ERROR = "parse error";

	private static final int MAX_EARLY_EVENTS = 1000;

	private static final char OPEN = '0';

	private static final char CLOSE = '1';

	private static final char PING = '2';

	private static final char PONG = '3';

	private static final char MESSAGE = '4';

	private static final char NOOP = '6';

	private final ConnectionListener listener;

	private final PacketReader reader;

	private final ConnectRequest request;

	private final Consumer<SocketIoConnection> whenEnded;

	private final Link link;

	private final SignalGate gate = new SignalGate();

	private final AckCallbacks acks = new AckCallbacks();

	private final Queue<ChatEvent> early = new ArrayDeque<>();

	private final PacketSource source = new PacketSource();

	private volatile boolean connected;

	private volatile int maxPayload = Integer.MAX_VALUE;

	private volatile Future<?> timeout = CompletableFuture.completedFuture(null);

	private boolean opened;

	private int attachmentsDue;

	/** The characters or bytes of the current packet. */
	private int packetSize;

	/** The total for the events that came early. */
	private long earlySize;

	SocketIoConnection(ConnectionListener listener, PacketReader reader, ConnectRequest request, Links links,
			Consumer<SocketIoConnection> whenEnded) {
		this.listener = listener;
		this.reader = reader;
		this.request = request;
		this.whenEnded = whenEnded;
		this.link = links.create(request, this);
	}

	void open(ClientThreads threads) {
		this.timeout = threads.schedule(this::tooLate, this.request.connectTimeout());
		this.link.open();
	}

	private void tooLate() {
		end("timeout", HandshakeException.silence());
	}

	@Override
	public void emit(String event, Object payload) {
		send(PacketWriter.event(this.request.namespace(), -1, event, payload));
	}

	@Override
	public void emit(String event, Object payload, AckCallback callback) {
		int id = this.acks.add(callback);
		try {
			send(PacketWriter.event(this.request.namespace(), id, event, payload));
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
		if (message.length() > this.maxPayload / 3
				&& message.getBytes(StandardCharsets.UTF_8).length > this.maxPayload) {
			throw PacketWriter
				.tooLarge("The event is longer than the " + this.maxPayload + " bytes that the server takes");
		}
		if (!this.link.send(message)) {
			throw ChatWebSocketException.notSent("The socket is closing, or too much waits to be sent", null);
		}
	}

	@Override
	public void pause() {
		this.link.pause();
	}

	@Override
	public void resume() {
		this.link.resume();
	}

	@Override
	public void close() {
		if (this.gate.silence()) {
			release();
		}
	}

	/**
	 * Ends the connection, unless it has ended before.
	 */
	private void end(String reason, @Nullable Throwable cause) {
		end(() -> this.listener.onClosed(reason, cause));
	}

	@Override
	public void closed(String reason, @Nullable String words) {
		end(reason, known((words != null) ? new IOException(masked(words)) : null));
	}

	/** Returns the failure; if the socket was not let in yet, one that names the step. */
	private @Nullable Throwable known(@Nullable Throwable cause) {
		return (this.connected || cause instanceof HandshakeException) ? cause
				: HandshakeException.tooEarly(this.opened, cause);
	}

	@Override
	public void failed(@Nullable Throwable cause) {
		if (cause instanceof ChatDecodingException broken) {
			endForGood(broken);
		}
		else {
			end(TRANSPORT_ERROR, known(cause));
		}
	}

	private void endForGood(ChatDecodingException broken) {
		end(PARSE_ERROR, this.connected ? broken : HandshakeException.of(broken));
	}

	private void end(Runnable finale) {
		if (this.gate.end(finale)) {
			release();
		}
	}

	/**
	 * Returns the link, which may still have something to send.
	 */
	Link link() {
		return this.link;
	}

	private void release() {
		boolean entered = this.connected;
		this.connected = false;
		this.acks.clear();
		this.timeout.cancel(false);
		if (entered) {
			this.link.send(PacketWriter.disconnect(this.request.namespace()));
		}
		this.link.close();
		this.whenEnded.accept(this);
	}

	@Override
	public void received(char[] text, int from, int to) {
		signal(() -> message(this.source.of(text, to), from));
	}

	@Override
	public void received(byte[] text, int from, int to) {
		signal(() -> message(this.source.of(text, to), from));
	}

	/**
	 * Takes a binary message, which only has to have been announced.
	 */
	@Override
	public void receivedBinary() {
		signal(() -> {
			if (this.attachmentsDue-- == 0) {
				throw new ChatDecodingException("A binary message was not announced", null);
			}
		});
	}

	@Override
	public void receivedOversized(String start, long size) {
		signal(() -> {
			if (!this.opened) {
				throw new ChatDecodingException("A handshake is missing", null);
			}
			boolean perhapsMessage = false;
			if (start.length() > 1 && start.charAt(0) == MESSAGE) {
				requireNoAttachment();
				char[] text = start.toCharArray();
				PacketSource beginning = this.source.of(text, text.length);
				PacketHead head = PacketHead.read(beginning, 1, this.request.namespace());
				this.attachmentsDue = head.attachments();
				perhapsMessage = head.ownNamespace() && this.reader.isPerhapsMessage(beginning, head);
			}
			unreadable("event_too_large", "The server sent " + size + " characters or bytes at once; the limit is "
					+ this.request.maxEventSize(), perhapsMessage);
		});
	}

	private void signal(Runnable signal) {
		if (!this.gate.enter()) {
			return;
		}
		try {
			this.listener.onActivity();
			signal.run();
		}
		catch (ChatDecodingException ex) {
			endForGood(ex);
		}
		catch (RuntimeException ex) {
			// The listener's fault: a new connection is better than half a state.
			end(TRANSPORT_ERROR, ex);
		}
		finally {
			this.gate.leave();
		}
	}

	private void message(PacketSource text, int from) {
		char type = (from < text.end()) ? text.at(from) : ' ';
		if (!this.opened && type != OPEN) {
			throw EngineHandshake.foreign(text.text(from));
		}
		if (this.opened && type == OPEN) {
			throw new ChatDecodingException("A handshake comes twice", null);
		}
		switch (type) {
			case OPEN -> handshake(text.text(from + 1));
			case CLOSE -> end(TRANSPORT_CLOSE, known(null));
			case PING -> this.link.send("3");
			case MESSAGE -> packet(text, from + 1);
			case PONG, NOOP -> {
			}
			default -> throw new ChatDecodingException("A message is of no known type", null);
		}
	}

	private void handshake(String json) {
		EngineHandshake handshake = EngineHandshake.read(json);
		this.opened = true;
		this.maxPayload = handshake.maxPayload();
		this.listener.onOpen(handshake.pingInterval(), handshake.pingTimeout());
		this.link.send(PacketWriter.connect(this.request.namespace(), this.request.authPayload()));
	}

	private void packet(PacketSource text, int from) {
		requireNoAttachment();
		this.packetSize = text.end() - from;
		this.attachmentsDue = this.reader.read(text, from, this.request.namespace(), this);
	}

	private void requireNoAttachment() {
		if (this.attachmentsDue > 0) {
			throw new ChatDecodingException("An announced binary message is missing", null);
		}
	}

	void connected() {
		if (this.connected) {
			throw new ChatDecodingException("A connect packet comes twice", null);
		}
		this.connected = true;
		this.timeout.cancel(false);
		this.listener.onConnected();
		for (ChatEvent event = this.early.poll(); event != null; event = this.early.poll()) {
			this.listener.onEvent(event);
		}
	}

	void refused(@Nullable String code, String message) {
		if (this.connected) {
			throw new ChatDecodingException("A refusal comes after the connect packet", null);
		}
		end(() -> this.listener.onRefused(maskedName(code), masked(message)));
	}

	void disconnected() {
		end("io server disconnect", null);
	}

	void event(ChatEvent received) {
		ChatEvent event = (received instanceof SocketError error) ? masked(error) : received;
		if (this.connected) {
			this.listener.onEvent(event);
		}
		else {
			this.earlySize += this.packetSize;
			if (this.early.size() == MAX_EARLY_EVENTS || this.earlySize > 2L * this.request.maxEventSize()) {
				throw new ChatDecodingException("Too many events come before the connect packet", null);
			}
			this.early.add(event);
		}
	}

	void unreadable(String code, String words, boolean perhapsMessage) {
		SocketError error = new SocketError(code, words, null, this.reader.now());
		if (this.connected) {
			this.listener.onUnreadable(error, perhapsMessage);
		}
		else {
			event(error);
		}
	}

	void acknowledged(int id, Acknowledgement ack) {
		AckCallback callback = this.acks.remove(id);
		if (callback != null) {
			callback.onAck(ack.ok() ? ack : masked(ack));
		}
	}

	private SocketError masked(SocketError error) {
		return new SocketError(Secret.redactTokens(error.code()), masked(error.message()), maskedName(error.roomId()),
				error.receivedAt());
	}

	private Acknowledgement masked(Acknowledgement refusal) {
		String words = refusal.errorMessage();
		return new Acknowledgement(false, null, maskedName(refusal.errorCode()),
				(words != null) ? masked(words) : null);
	}

	/**
	 * Masks tokens in a code or an id. Not the credential itself: one that is not a JWT
	 * may be any word.
	 */
	private static @Nullable String maskedName(@Nullable String name) {
		return (name != null) ? Secret.redactTokens(name) : null;
	}

	/**
	 * Masks the credential in the words of a server that quotes it.
	 */
	private String masked(String words) {
		return Secret.redactTokens(this.request.token().secret().redact(words));
	}

}
