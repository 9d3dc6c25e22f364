package io.github.tegrabox.chat.internal.socketio;

import java.time.Duration;

import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection could not be made, for the person who has to fix it.
 *
 * @param kind what went wrong
 * @param status the status of the answer, or 0 if there was none
 * @param words the first words of the answer or of the failure, without credentials
 * @param retryAfter how long the server asks to wait, if it does
 */
public record HandshakeFailure(Kind kind, int status, String words, @Nullable Duration retryAfter) {

	/**
	 * Shortens the words, and removes credentials from them.
	 */
	public HandshakeFailure {
		words = ErrorReader.excerpt(Secret.redactTokens(words));
	}

	/**
	 * Returns what is likely to help.
	 * @return a part of a sentence
	 */
	public String remedy() {
		return switch (this.kind) {
			case NAME -> "check the host of chat.base-url or chat.socket.url, and the name server";
			case UNREACHABLE -> "is the server running, and is the port right?";
			case TLS -> "check the certificate, the time, and spring.http.clients.ssl.bundle";
			case PROXY -> "check the proxy and its credentials";
			case SILENT -> "a proxy on the way may hold WebSockets back; chat.socket.transports=websocket,polling "
					+ "gets around it";
			case DROPPED -> "a proxy on the way may let no WebSocket through; chat.socket.transports=websocket,polling "
					+ "gets around it";
			case CLOSED -> "the server is restarting, or does not want this client";
			case CUT -> "the server is restarting, or something on the way cuts WebSockets";
			case OLD_PROTOCOL -> "the server has to be Socket.IO 3 or newer";
			case NOT_SOCKET_IO -> "check chat.socket.url and chat.socket.path";
			case STATUS -> remedyOfStatus();
		};
	}

	private String remedyOfStatus() {
		return switch (this.status) {
			case 301, 302, 303, 307, 308 -> "set chat.socket.url to where the answer points";
			case 401, 403 -> "a proxy or the server wants to know who asks before the JWT is looked at";
			case 404, 405 -> "check chat.socket.url and chat.socket.path: is a Socket.IO server there?";
			case 429 -> "too many connections; it is tried again later";
			case 502, 503, 504 -> "the server behind the proxy is down or restarting; it is tried again";
			default -> this.words.contains("Transport unknown")
					? "the server does not offer this transport: change chat.socket.transports"
					: "is a Socket.IO server there, and does the proxy let WebSockets through?";
		};
	}

	/**
	 * Returns whether the host answers but the WebSocket does not get through, so that
	 * polling may. Not if everything looks like a server that is restarting.
	 * @return whether to use polling at the next attempt
	 */
	public boolean isWebSocketBlocked() {
		return switch (this.kind) {
			case SILENT, DROPPED -> true;
			case STATUS -> this.status != 401 && this.status != 429 && !isServerAway();
			default -> false;
		};
	}

	/**
	 * Returns whether a proxy says that the server does not answer. That is so while the
	 * server restarts, and always with a proxy that does not support WebSockets.
	 * @return whether it does
	 */
	public boolean isServerAway() {
		return this.kind == Kind.STATUS && (this.status == 502 || this.status == 503 || this.status == 504);
	}

	/**
	 * Returns the whole failure in one line.
	 * @return the text
	 */
	public String describe() {
		StringBuilder text = new StringBuilder(this.kind.text);
		if (this.status > 0) {
			text.append(' ').append(this.status);
		}
		if (!this.words.isEmpty()) {
			text.append(" (").append(this.words).append(')');
		}
		return text.append(": ").append(remedy()).toString();
	}

	/**
	 * What went wrong.
	 */
	public enum Kind {

		NAME("the host is not known"),

		UNREACHABLE("the server cannot be reached"),

		TLS("TLS failed"),

		PROXY("the proxy refused the connection"),

		STATUS("the handshake was answered with status"),

		SILENT("the server did not answer the handshake in time"),

		CUT("the connection was cut during the handshake"),

		DROPPED("the connection was made, and closed before the server said anything"),

		CLOSED("the server closed the connection before it let the socket in"),

		OLD_PROTOCOL("the server speaks Socket.IO 2 or older"),

		NOT_SOCKET_IO("the answer is not a Socket.IO server's");

		private final String text;

		Kind(String text) {
			this.text = text;
		}

	}

}
