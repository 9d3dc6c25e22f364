package io.github.tegrabox.chat.internal.socketio;

import java.time.Duration;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.SocketError;
import org.jspecify.annotations.Nullable;

/**
 * Listener of a connection. Called on the transport's threads, one call at a time, in
 * order; must not block. No call follows {@link #onRefused} or {@link #onClosed}.
 */
public interface ConnectionListener {

	/**
	 * The link is open and the server has sent its heartbeat settings. It has not checked
	 * the credential yet.
	 * @param pingInterval the time between two pings of the server
	 * @param pingTimeout how late a ping may be
	 */
	void onOpen(Duration pingInterval, Duration pingTimeout);

	/**
	 * The server accepted the credential: events may be sent.
	 */
	void onConnected();

	/**
	 * The server refused the credential.
	 * @param code the server's code, such as {@code token_expired}, or {@code null}
	 * @param message the server's words
	 */
	void onRefused(@Nullable String code, String message);

	/**
	 * An event arrived, already decoded; one whose payload cannot be read arrives as an
	 * {@link io.github.tegrabox.chat.event.UnknownChatEvent}.
	 * @param event the event
	 */
	void onEvent(ChatEvent event);

	/**
	 * Something arrived that is not a valid event or acknowledgement, or is too long to
	 * be read. The connection goes on without it.
	 * @param error the error to report
	 * @param perhapsMessage whether it may have been a message of a room
	 */
	void onUnreadable(SocketError error, boolean perhapsMessage);

	/**
	 * Something arrived, such as a ping or an event: the link is alive.
	 */
	void onActivity();

	/**
	 * The connection ended, was never made, or broke the protocol.
	 * @param reason why, in Socket.IO's terms, such as {@code transport close} or
	 * {@code io server disconnect}
	 * @param cause the failure behind it, if there was one; holds no credential
	 */
	void onClosed(String reason, @Nullable Throwable cause);

}
