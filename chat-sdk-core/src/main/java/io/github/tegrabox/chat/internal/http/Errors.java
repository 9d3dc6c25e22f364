package io.github.tegrabox.chat.internal.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

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
		if (failure instanceof ChatDecodingException) {
			return new ChatDecodingException(request.line() + ": " + failure.getMessage(), null);
		}
		if (failure instanceof ChatException || failure instanceof Error) {
			return failure;
		}
		if (failure instanceof WebClientException && failure.getCause() instanceof IllegalStateException misuse) {
			return misuse;
		}
		if (failure instanceof DataBufferLimitException) {
			return new ChatDecodingException(
					request.line() + ": the body is larger than " + ResponseReader.MAX_BODY + " bytes", null);
		}
		if (failure instanceof WebClientException && failure.getCause() instanceof InterruptedException interrupt) {
			return interrupt;
		}
		if (isTimeout(failure) || isTimeout(failure.getCause())) {
			return new ChatNetworkException(request.line() + ": no complete answer within " + timeout, null);
		}
		return isNetwork(failure) ? network(failure, request) : failure;
	}

	private static boolean isTimeout(@Nullable Throwable failure) {
		boolean connecting = failure instanceof HttpConnectTimeoutException;
		return failure instanceof TimeoutException || (failure instanceof HttpTimeoutException && !connecting);
	}

	private static boolean isNetwork(Throwable failure) {
		return failure instanceof WebClientException || failure instanceof IOException
				|| failure instanceof UnresolvedAddressException
				|| CONNECTORS.stream().anyMatch(failure.getClass().getName()::startsWith);
	}

	private static ChatNetworkException network(Throwable failure, Request<?> request) {
		Throwable cause = (failure instanceof WebClientException && failure.getCause() != null) ? failure.getCause()
				: failure;
		String what = isNotSent(cause) ? ": no connection to " + authority(request.uri()) + ", nothing was sent"
				: ": no usable answer";
		String why = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		// The WebClient exception itself carries the headers of the request.
		Throwable kept = (cause instanceof WebClientException) ? null : cause;
		return new ChatNetworkException(request.line() + what + ": " + why, kept);
	}

	private static String authority(URI uri) {
		return (uri.getPort() < 0) ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
	}

	/**
	 * Returns whether it is proven that nothing was sent: there never was a connection.
	 */
	static boolean isNotSent(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException || cause instanceof UnknownHostException
					|| cause instanceof UnresolvedAddressException || cause instanceof NoRouteToHostException
					|| cause instanceof HttpConnectTimeoutException) {
				return true;
			}
		}
		return false;
	}

}
