package io.github.tegrabox.chat.doctor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.tegrabox.chat.internal.net.UserAgent;
import org.jspecify.annotations.Nullable;

/**
 * Connection over a WebSocket.
 */
final class WebSocketLink implements Link, WebSocket.Listener {

	private final Receiver receiver;

	private final StringBuilder partial = new StringBuilder();

	private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

	private CompletionStage<WebSocket> sending = this.socket;

	private WebSocketLink(Receiver receiver) {
		this.receiver = receiver;
	}

	/**
	 * Opens a connection.
	 * @return it, though it may have failed, which the receiver is told of
	 */
	static Link open(HttpClient client, URI address, Map<String, String> headers, Duration timeout, Receiver receiver) {
		WebSocketLink link = new WebSocketLink(receiver);
		WebSocket.Builder builder = client.newWebSocketBuilder()
			.connectTimeout(timeout)
			.header("User-Agent", UserAgent.VALUE);
		headers.forEach(builder::header);
		try {
			builder.buildAsync(address, link).join();
		}
		catch (CompletionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			String why = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
			receiver.lost("no WebSocket: " + ((cause instanceof WebSocketHandshakeException refusal)
					? "the server answers " + refusal.getResponse().statusCode() : why));
		}
		return link;
	}

	@Override
	public synchronized void send(String message) {
		this.sending = this.sending.thenCompose((open) -> open.sendText(message, true))
			.whenComplete((open, failure) -> {
				if (failure != null) {
					this.receiver.lost("the connection was lost");
				}
			});
	}

	@Override
	public synchronized void close() {
		this.sending = this.sending.thenCompose((open) -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
	}

	@Override
	public void onOpen(WebSocket opened) {
		this.socket.complete(opened);
		opened.request(1);
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
		this.partial.append(data);
		if (last) {
			String message = this.partial.toString();
			this.partial.setLength(0);
			this.receiver.received(message);
		}
		open.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket open, int status, String words) {
		this.receiver.lost("the server closed the connection");
		return null;
	}

	@Override
	public void onError(WebSocket open, Throwable error) {
		this.receiver.lost("the connection was lost");
	}

}
