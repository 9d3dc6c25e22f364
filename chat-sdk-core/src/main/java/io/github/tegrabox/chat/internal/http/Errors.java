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
 * The one place where a failure without a usable answer becomes an exception of the
 * client.
 */
final class Errors {

	/**
	 * Packages of connectors that have unchecked exceptions of their own.
	 */
	private static final List<String> CONNECTORS = List.of("io.netty.", "reactor.netty.", "org.eclipse.jetty.",
			"org.apache.hc.");

	/**
	 * The words of the JDK's client, of Netty and of Jetty.
	 */
	private static final List<String> NOT_PROCESSED = List.of("Stream not processed", "REFUSED_STREAM",
			"refused_stream_error");

	/**
	 * Failures of Reactor Netty, of a package that no one else may name, to get one of
	 * its connections.
	 */
	private static final String NO_CONNECTION = "reactor.netty.internal.shaded.reactor.pool.Pool";

	/**
	 * Jetty's words for the same.
	 */
	private static final String NO_PLACE = "Max requests queued per destination";

	private Errors() {
	}

	/**
	 * Translates a failure.
	 * @param failure what WebClient or a connector signalled
	 * @param request the request that failed
	 * @param timeout how long it was allowed to take
	 * @return the exception; the failure itself if it is none of the network's
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
		// The WebClient exception itself carries the headers of the request.
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
		// So the JDK's client tells of a refusal.
		boolean refused = cause instanceof ConnectException
				&& hasCause(cause, (each) -> each instanceof ClosedChannelException);
		return refused ? "nobody seems to listen there" : cause.getClass().getSimpleName();
	}

	/**
	 * The JDK's client and Netty have words, and a type, of their own for it.
	 */
	private static boolean isWithoutTls(Throwable failure) {
		return hasCause(failure,
				(cause) -> cause.getClass().getSimpleName().equals("NotSslRecordException")
						|| (cause instanceof SSLException && cause.getMessage() != null
								&& cause.getMessage().contains("plaintext connection?")));
	}

	/**
	 * The JDK's client hides it in a {@code ConnectException} without words.
	 */
	private static boolean isUnknownHost(Throwable failure) {
		return hasCause(failure,
				(cause) -> cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException);
	}

	static String authority(URI uri) {
		return (uri.getPort() < 0) ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
	}

	/**
	 * Returns whether it is proven that the server did not act on the request: there was
	 * no connection, or the server said so of the stream.
	 */
	static boolean isRefused(@Nullable Throwable failure) {
		return isNotConnected(failure) || isNotProcessed(failure);
	}

	/**
	 * Returns whether a server said over HTTP/2 that it did not process the stream:
	 * {@code REFUSED_STREAM}, which connectors also make of a stream above the last id of
	 * a {@code GOAWAY}. They have no type for it.
	 */
	private static boolean isNotProcessed(@Nullable Throwable failure) {
		return hasCause(failure, (cause) -> {
			String words = cause.getMessage();
			return words != null && NOT_PROCESSED.stream().anyMatch(words::contains);
		});
	}

	/**
	 * Returns whether it is proven that nothing was sent: there never was a connection,
	 * or none that is trusted, or none to be had. Only the first is worth another attempt
	 * of a write soon.
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
	 * Returns whether a failure or one of those behind it is such a one.
	 */
	private static boolean hasCause(@Nullable Throwable failure, Predicate<Throwable> which) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(which);
	}

}
