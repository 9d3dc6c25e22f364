package io.github.tegrabox.chat.internal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * JDK HTTP client that lets a thread do the exchange itself if it waits for the response
 * anyway. An asynchronous exchange costs several times as much: up to Java 24 a new
 * thread each, on one or two processors.
 */
final class WaitingHttpClient extends DelegatingHttpClient {

	private final Executor threads;

	/**
	 * Creates a client.
	 * @param client the client that does the exchanges
	 * @param threads where the work continues after a response. The JDK would use the
	 * common pool, whose threads have the system class loader
	 */
	WaitingHttpClient(HttpClient client, Executor threads) {
		super(client);
		this.threads = threads;
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		HttpResponse<T> answer = client().send(request, handler);
		requireTunnel(answer);
		return answer;
	}

	/**
	 * Fails if the proxy refused a tunnel. In that case, the JDK returns a response whose
	 * body is {@code null}.
	 */
	private static void requireTunnel(HttpResponse<?> answer) throws ConnectException {
		if (answer.body() == null && answer.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH) {
			throw new ConnectException("The proxy refused the connection with status 407");
		}
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
		if (!Blocking.isWaiting()) {
			return onThreads(client().sendAsync(request, handler));
		}
		try {
			return CompletableFuture.completedFuture(send(request, handler));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return CompletableFuture.failedFuture(ex);
		}
		catch (IOException | RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private <T> CompletableFuture<HttpResponse<T>> onThreads(CompletableFuture<HttpResponse<T>> answer) {
		return answer.whenCompleteAsync((result, failure) -> {
			if (result != null) {
				try {
					requireTunnel(result);
				}
				catch (ConnectException ex) {
					throw new CompletionException(ex);
				}
			}
		}, this.threads);
	}

}
