package io.github.tegrabox.chat.internal.socketio;

import io.github.tegrabox.chat.error.ChatDecodingException;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * WebSocket of the JDK in the shape that Socket.IO's client asks for.
 * <p>
 * If direct, the connection reads what arrives by itself, on the WebSocket's own thread:
 * events, acknowledgements and pings do not pass through the one thread that the library
 * has for all sockets of the process, and the library learns of opening and end only.
 * Otherwise, after an upgrade from polling, everything goes through the library, since
 * only it knows when the upgrade is done.
 */
final class WebSocketBridge implements WebSocket, Frames {

	private final SocketIoLink link;

	private final Request request;

	private final WebSocketListener library;

	private final TextSocket socket;

	WebSocketBridge(SocketIoLink link, Request request, WebSocketListener library, TransportThreads threads) {
		this.link = link;
		this.request = request;
		this.library = library;
		this.socket = new TextSocket(this, threads);
	}

	TextSocket socket() {
		return this.socket;
	}

	/**
	 * Has the library believe that a message arrived.
	 */
	void tellLibrary(String message) {
		this.library.onMessage(this, message);
	}

	@Override
	public void opened() {
		this.library.onOpen(this,
				new Response.Builder().request(this.request)
					.protocol(Protocol.HTTP_1_1)
					.code(101)
					.message("Switching Protocols")
					.build());
	}

	@Override
	public void text(char[] text, int from, int to) {
		if (!this.link.receive(text, from, to)) {
			passOn(new String(text, from, to - from));
		}
	}

	private void passOn(String message) {
		try {
			this.library.onMessage(this, this.link.polled(message));
		}
		catch (ChatDecodingException ex) {
			failed(ex);
		}
	}

	@Override
	public void binary() {
		if (!this.link.receiveBinary()) {
			this.library.onMessage(this, ByteString.EMPTY);
		}
	}

	@Override
	public void closed() {
		this.link.closed();
		this.library.onClosed(this, 1000, "");
	}

	@Override
	public void failed(Exception cause) {
		this.link.failed(cause);
		this.library.onFailure(this, cause, null);
	}

	@Override
	public Request request() {
		return this.request;
	}

	@Override
	public long queueSize() {
		return 0;
	}

	@Override
	public boolean send(String text) {
		return this.socket.send(this.link.outgoing(text));
	}

	@Override
	public boolean send(ByteString bytes) {
		throw new UnsupportedOperationException("The Chat API has no binary data");
	}

	@Override
	public boolean close(int code, String reason) {
		this.socket.close();
		return true;
	}

	@Override
	public void cancel() {
		this.socket.close();
	}

}
