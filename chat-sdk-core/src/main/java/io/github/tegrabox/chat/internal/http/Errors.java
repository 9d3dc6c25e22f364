package io.github.tegrabox.chat.internal.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.client.WebClientException;

/**
 * Translator of failures without a usable response into exceptions of the client. This is
 * the only place where that is done.
 */
final class Errors {

	/**
	 * Packages of connectors that throw unchecked exceptions of their own.
	 */
	private static final List<String> CONNECTORS = List.of("io.netty.", "reactor.netty.", "org.eclipse.jetty.",
			"org.apache.hc.");

	/**
	 * Messages of the JDK's client, Netty and Jetty.
	 */
	private static final List<String> NOT_PROCESSED = List.of("Stream not processed", "REFUSED_STREAM",
			"refused_stream_error");

	/**
	 * Prefix of Reactor Netty's exceptions for a connection that its pool cannot provide.
	 * Our code must not refer to their package.
	 */
	private static final String NO_CONNECTION = "reactor.netty.internal.shaded.reactor.pool.Pool";

	/**
	 * Jetty's message for the same.
	 */
	private static final String NO_PLACE = "Max requests queued per destination";

	private Errors() {
	}

	/**
	 * Translates a failure.
	 * @param failure the failure that WebClient or a connector signalled
	 * @param request the request that failed
	 * @param timeout the time-out of the request
	 * @return the exception, or the failure itself if it is not of the network
	 */
	static Throwable translate(Throwable failure, Request<?> request, Duration timeout) {
		boolean write = !request.call().operation().isRead();
		if (failure instanceof ChatDecodingException) {
			return new ChatDecodingException(request.line() + ": " + failure.getMessage(), null, write);
		}
		if (failure instanceof ChatException || failure instanceof Error) {
			return failure;
		}
		if (failure instanceof WebClientException && failure.getCause() instanceof IllegalStateException misuse) {
			return misuse;
		}
		if (failure instanceof DataBufferLimitException) {
			return new ChatDecodingException(
					request.line() + ": the body is larger than " + ResponseReader.MAX_BODY + " bytes", null, write);
		}
		if (failure instanceof WebClientException && failure.getCause() instanceof InterruptedException interrupt) {
			return interrupt;
		}
		if (!isNotSent(failure) && (isTimeout(failure) || isTimeout(failure.getCause()))) {
			return new ChatNetworkException(request.line() + ": no complete answer within " + timeout, null, write);
		}
		return isNetwork(failure) ? network(failure, request) : failure;
	}

	private static boolean isTimeout(@Nullable Throwable failure) {
		return failure instanceof TimeoutException || failure instanceof HttpTimeoutException;
	}

	private static boolean isNetwork(Throwable failure) {
		return failure instanceof WebClientException || failure instanceof IOException
				|| failure instanceof UnresolvedAddressException
				|| CONNECTORS.stream().anyMatch(failure.getClass().getName()::startsWith);
	}

	private static ChatNetworkException network(Throwable failure, Request<?> request) {
		Throwable cause = (failure instanceof WebClientException && failure.getCause() != null) ? failure.getCause()
				: failure;
		boolean notSent = isNotSent(cause);
		boolean refused = isNotProcessed(cause);
		String what = notSent ? ": no connection to " + authority(request.uri()) + ", nothing was sent"
				: refused ? ": the server did not take the request" : ": no usable answer";
		String why = why(cause, request);
		// The WebClient exception itself contains the headers of the request.
		Throwable kept = (cause instanceof WebClientException) ? null : cause;
		boolean unknown = !notSent && !refused && !request.call().operation().isRead();
		return new ChatNetworkException(request.line() + what + ": " + why, kept, unknown);
	}

	private static String why(Throwable cause, Request<?> request) {
		if (isUnknownHost(cause)) {
			return "DNS knows no host of this name";
		}
		if (isWithoutTls(cause)) {
			return authority(request.uri()) + " seems to speak no TLS: try 'http://', or another port";
		}
		if (cause.getMessage() != null) {
			return cause.getMessage();
		}
		// The JDK's client reports a refused connection like this.
		boolean refused = cause instanceof ConnectException
				&& hasCause(cause, (each) -> each instanceof ClosedChannelException);
		return refused ? "nobody seems to listen there" : cause.getClass().getSimpleName();
	}

	/**
	 * The server speaks no TLS: the JDK's client has a message for that, Netty a type.
	 */
	private static boolean isWithoutTls(Throwable failure) {
		return hasCause(failure,
				(cause) -> cause.getClass().getSimpleName().equals("NotSslRecordException")
						|| (cause instanceof SSLException && cause.getMessage() != null
								&& cause.getMessage().contains("plaintext connection?")));
	}

	/**
	 * The JDK's client hides it in a {@code ConnectException} without a message.
	 */
	private static boolean isUnknownHost(Throwable failure) {
		return hasCause(failure,
				(cause) -> cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException);
	}

	static String authority(URI uri) {
		return (uri.getPort() < 0) ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
	}

	/**
	 * Returns whether it is certain that the server did not process the request: there
	 * was no connection, or the server rejected the stream.
	 */
	static boolean isRefused(@Nullable Throwable failure) {
		return isNotConnected(failure) || isNotProcessed(failure);
	}

	/**
	 * Returns whether the server reported over HTTP/2 that it did not process the stream:
	 * {@code REFUSED_STREAM}, which connectors also report for a stream above the last id
	 * of a {@code GOAWAY}. They have no exception type for it.
	 */
	private static boolean isNotProcessed(@Nullable Throwable failure) {
		return hasCause(failure, (cause) -> {
			String words = cause.getMessage();
			return words != null && NOT_PROCESSED.stream().anyMatch(words::contains);
		});
	}

	/**
	 * Returns whether it is certain that nothing was sent: there was no connection, or no
	 * trusted one, or none was available. Only in the first case is it useful to try a
	 * write again soon.
	 */
	private static boolean isNotSent(Throwable failure) {
		return isNotConnected(failure) || hasCause(failure,
				(cause) -> cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException
						|| cause.getClass().getName().startsWith(NO_CONNECTION)
						|| (cause instanceof RejectedExecutionException && cause.getMessage() != null
								&& cause.getMessage().startsWith(NO_PLACE)));
	}

	private static boolean isNotConnected(@Nullable Throwable failure) {
		return hasCause(failure,
				(cause) -> cause instanceof ConnectException || cause instanceof UnknownHostException
						|| cause instanceof UnresolvedAddressException || cause instanceof NoRouteToHostException
						|| cause instanceof HttpConnectTimeoutException);
	}

	/**
	 * Returns whether a failure or one of its causes matches.
	 */
	private static boolean hasCause(@Nullable Throwable failure, Predicate<Throwable> which) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(which);
	}

}
