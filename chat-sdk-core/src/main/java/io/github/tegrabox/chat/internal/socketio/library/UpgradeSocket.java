package io.github.tegrabox.chat.internal.socketio.library;

import java.net.URI;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.github.tegrabox.chat.internal.socketio.jdk.JdkLink;
import io.socket.thread.EventThread;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket that the library upgrades to, in the form that it uses.
 */
final class UpgradeSocket implements WebSocket, LinkListener {

	private final LibraryLink link;

	private final Request request;

	private final WebSocketListener library;

	private final JdkLink socket;

	UpgradeSocket(LibraryLink link, Request request, WebSocketListener library) {
		this.link = link;
		this.request = request;
		this.library = library;
		URI address = URI.create(request.url().toString().replaceFirst("^http", "ws"));
		this.socket = new JdkLink(link.client(), address, link.headers(), link.request(), this, link.threads());
	}

	JdkLink socket() {
		return this.socket;
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
	public void received(char[] text, int from, int to) {
		try {
			this.library.onMessage(this, this.link.checked(new String(text, from, to - from)));
		}
		catch (ChatDecodingException ex) {
			this.link.fail(ex);
		}
	}

	@Override
	public void received(byte[] text, int from, int to) {
		throw new UnsupportedOperationException("The JDK's WebSocket brings characters");
	}

	@Override
	public void receivedBinary() {
		this.library.onMessage(this, ByteString.EMPTY);
	}

	@Override
	public void receivedOversized(String start, long size) {
		this.link.oversized(start, size);
	}

	@Override
	public void closed(String reason, @Nullable String words) {
		later(() -> this.library.onClosed(this, 1000, ""));
	}

	@Override
	public void failed(@Nullable Throwable cause) {
		Throwable failure = (cause != null) ? cause : new IllegalStateException("failed");
		later(() -> this.library.onFailure(this, failure, null));
	}

	/**
	 * Never reports the end within a call of the library, such as a send, which does not
	 * expect that.
	 */
	private static void later(Runnable end) {
		EventThread.nextTick(end);
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
	public boolean close(int code, @Nullable String reason) {
		this.socket.close();
		return true;
	}

	@Override
	public void cancel() {
		this.socket.close();
	}

}
