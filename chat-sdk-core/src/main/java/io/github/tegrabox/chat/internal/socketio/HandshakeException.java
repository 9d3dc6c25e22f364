package io.github.tegrabox.chat.internal.socketio;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.net.RetryAfter;
import io.github.tegrabox.chat.internal.socketio.HandshakeFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a link could not be opened.
 */
public final class HandshakeException extends IOException {

	/**
	 * Messages of the JDK and Netty when a proxy refuses a tunnel. They have no exception
	 * type for it, or one that means that nobody listens.
	 */
	private static final Pattern PROXY = Pattern
		.compile("(?:Tunnel failed, got: |header missing for response code |, status: )(\\d{3})");

	private final transient HandshakeFailure failure;

	/**
	 * Creates an exception.
	 * @param failure what went wrong
	 * @param cause the failure behind it, if there was one
	 */
	public HandshakeException(HandshakeFailure failure, @Nullable Throwable cause) {
		super(failure.describe(), cause);
		this.failure = failure;
	}

	/**
	 * Creates an exception from an HTTP answer that does not open the link.
	 * @param status the status of the answer
	 * @param words its body
	 * @param retryAfter its {@code Retry-After} header, if it has one
	 * @param cause the failure behind it, if there was one
	 * @return the exception
	 */
	public static HandshakeException answered(int status, String words, @Nullable String retryAfter,
			@Nullable Throwable cause) {
		Kind kind = (status == 407) ? Kind.PROXY : Kind.STATUS;
		Duration wish = RetryAfter.read(retryAfter, null, Instant.now());
		return new HandshakeException(new HandshakeFailure(kind, status, words, wish), cause);
	}

	/**
	 * Creates an exception from an answer that breaks the protocol.
	 */
	static HandshakeException of(ChatDecodingException cause) {
		Kind kind = EngineHandshake.isOldProtocol(cause) ? Kind.OLD_PROTOCOL : Kind.NOT_SOCKET_IO;
		String words = (cause.getMessage() != null) ? cause.getMessage() : "";
		return new HandshakeException(new HandshakeFailure(kind, 0, (kind == Kind.OLD_PROTOCOL) ? "" : words, null),
				cause);
	}

	/**
	 * Creates an exception for a link that was open but ended too early.
	 * @param spoken whether the server had sent anything
	 * @param cause the failure, if there was one
	 */
	static HandshakeException tooEarly(boolean spoken, @Nullable Throwable cause) {
		String words = (cause != null && cause.getMessage() != null) ? cause.getMessage() : "";
		return new HandshakeException(new HandshakeFailure(spoken ? Kind.CLOSED : Kind.DROPPED, 0, words, null), cause);
	}

	/**
	 * Creates an exception for a server that did not answer in time.
	 */
	static HandshakeException silence() {
		return new HandshakeException(new HandshakeFailure(Kind.SILENT, 0, "", null), null);
	}

	/**
	 * Creates an exception from a failure of the network.
	 * @param cause the failure
	 * @return the exception, or the given one if it is such an exception already
	 */
	public static HandshakeException of(Throwable cause) {
		if (cause instanceof HandshakeException known) {
			return known;
		}
		for (Throwable each = cause; each != null; each = each.getCause()) {
			Matcher refusal = PROXY.matcher(String.valueOf(each.getMessage()));
			if (refusal.find()) {
				int status = Integer.parseInt(refusal.group(1));
				return new HandshakeException(new HandshakeFailure(Kind.PROXY, status, "", null), cause);
			}
		}
		String words = (cause.getMessage() != null) ? cause.getMessage() : "";
		return new HandshakeException(new HandshakeFailure(kind(cause), 0, words, null), cause);
	}

	private static Kind kind(Throwable cause) {
		if (has(cause, UnknownHostException.class) || has(cause, UnresolvedAddressException.class)) {
			return Kind.NAME;
		}
		if (has(cause, SSLException.class)) {
			return Kind.TLS;
		}
		if (has(cause, ConnectException.class) || has(cause, NoRouteToHostException.class)
				|| has(cause, HttpConnectTimeoutException.class)) {
			return Kind.UNREACHABLE;
		}
		return has(cause, HttpTimeoutException.class) ? Kind.SILENT : Kind.CUT;
	}

	private static boolean has(Throwable failure, Class<? extends Throwable> type) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
	}

	/**
	 * Returns what went wrong.
	 * @return the failure
	 */
	public HandshakeFailure failure() {
		return this.failure;
	}

}
