package io.github.tegrabox.chat.internal.socket.session;

import java.net.URI;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.SocketDisconnected;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the life of a connection, so that a failure to connect shows even in an
 * application without error listeners. A repeated failure is logged once. A failure that
 * is likely to pass before anybody could act on it is no warning. For use within the
 * mailbox only.
 */
final class SocketLog {

	// The type that applications know.
	private static final Logger logger = LoggerFactory.getLogger(ChatSocket.class);

	/** The longest text: the server's words, which are trimmed already, and a hint. */
	private static final int MOST = 700;

	private final URI address;

	/** For errors that the server reports, of which there may be any number. */
	private final LogLimit limit;

	/** Whether no room is joined or to be joined. */
	private final BooleanSupplier roomless;

	private boolean connected;

	/** Whether a connection was lost, and no attempt to reconnect has failed yet. */
	private boolean firstAttempt;

	/** Whether a token was refused since the last connection. */
	private boolean refused;

	/** Whether there was a connection before this one. */
	private boolean again;

	/** The code of the last failure logged since the last connection. */
	private @Nullable String lastFailure;

	/** The cause of the end of the connection, if known. */
	private @Nullable Throwable cause;

	SocketLog(URI address, LongSupplier nanos, BooleanSupplier roomless) {
		this.address = address;
		this.roomless = roomless;
		this.limit = new LogLimit(nanos);
	}

	/**
	 * Called when a connection has ended, or could not be made.
	 * @param why the cause, if known
	 */
	void ended(@Nullable Throwable why) {
		this.cause = why;
	}

	void event(ChatEvent event) {
		if (event instanceof SocketConnected up) {
			this.connected = true;
			this.again = up.reconnect();
			this.lastFailure = null;
			this.refused = false;
			this.cause = null;
			logger.info("The chat socket is connected to {}{}{}", this.address, up.reconnect() ? " again" : "",
					this.roomless.getAsBoolean() ? ", in no room yet" : "");
		}
		else if (event instanceof SocketDisconnected down) {
			this.connected = false;
			this.firstAttempt = true;
			disconnected(down.reason());
		}
		else if (event instanceof SocketError error) {
			error(error);
		}
		else if (event instanceof MessageGap gap) {
			logger.warn("Messages of the chat room {} may be missing: {}", words(gap.roomId()), words(gap.reason()));
		}
	}

	private void disconnected(String reason) {
		if (reason.equals(Session.ON_PURPOSE)) {
			logger.debug("The chat socket has disconnected");
		}
		else {
			logger.info("The chat socket lost its connection ({}) and connects again", words(reason + because()));
		}
		this.cause = null;
	}

	private String because() {
		Throwable known = this.cause;
		if (known == null) {
			return "";
		}
		return ": " + ((known.getMessage() != null) ? known.getMessage() : known.getClass().getSimpleName());
	}

	private void error(SocketError error) {
		if (error.roomId() != null || this.connected) {
			reported(error);
			return;
		}
		String text = text(error);
		if (mayPass(error)) {
			logger.info("The chat socket does not connect to {} at once: {}", this.address, text);
		}
		else if (error.code().equals(this.lastFailure)) {
			logger.debug("The chat socket still does not connect to {}: {}", this.address, text);
		}
		else {
			this.lastFailure = error.code();
			logger.warn("The chat socket does not connect to {}: {}", this.address, text);
		}
	}

	private void reported(SocketError error) {
		long leftOut = this.limit.next();
		if (leftOut < 0) {
			if (logger.isDebugEnabled()) {
				logger.debug("The chat server reports one more error: {}", text(error));
			}
			return;
		}
		String text = text(error);
		if (leftOut > 0) {
			text += " (and " + leftOut + " more errors since the last line)";
		}
		else if (!this.limit.silence().isZero()) {
			text += " (more errors are only counted for now)";
		}
		if (error.roomId() != null && this.again && error.code().equals("room_not_found")) {
			logger.info("The chat room {} no longer exists: {}", words(error.roomId()), text);
		}
		else if (error.roomId() != null) {
			logger.warn("The chat room {} reports an error: {}", words(error.roomId()), text);
		}
		else {
			logger.warn("The chat server reports an error: {}", text);
		}
	}

	private static String text(SocketError error) {
		return words(error.code() + ": " + error.message());
	}

	/**
	 * Returns whether the next attempt is likely to succeed, since it comes at once or
	 * with another token.
	 */
	private boolean mayPass(SocketError failure) {
		boolean aboutToken = Session.isAboutCredential(failure.code(), failure.message());
		boolean first = this.firstAttempt || (aboutToken && !this.refused);
		this.firstAttempt = false;
		this.refused |= aboutToken;
		return first;
	}

	/**
	 * Called when the socket has given up.
	 */
	void failed() {
		logger
			.error("The chat socket has stopped: its JWT was refused, and without a token provider there is no other");
	}

	private static String words(String text) {
		return ErrorReader.excerpt(Secret.redactTokens(text), MOST);
	}

}
