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
 * The JDK's HTTP client, which lets a thread that waits for its answer anyway do the
 * exchange itself. An asynchronous exchange costs several times as much: up to Java 24 a
 * new thread for each one where there are one or two processors.
 */
final class WaitingHttpClient extends DelegatingHttpClient {

	private final Executor threads;

	/**
	 * Creates a client.
	 * @param client does the exchanges
	 * @param threads where the work goes on after an answer. The JDK would use its common
	 * pool, whose threads have the system class loader
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
	 * The JDK makes of a proxy's refusal of a tunnel an answer without a body, not even
	 * an empty one.
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
