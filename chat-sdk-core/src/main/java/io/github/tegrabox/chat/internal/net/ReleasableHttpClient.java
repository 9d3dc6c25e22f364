package io.github.tegrabox.chat.internal.net;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client until it is released. From Java 21 on, a client and its last
 * exchanges are remembered until nothing leads to the client any more, and the exchanges
 * lead to whoever made them.
 */
public final class ReleasableHttpClient extends DelegatingHttpClient {

	private volatile @Nullable HttpClient client;

	/**
	 * Creates a client.
	 * @param client does everything
	 */
	public ReleasableHttpClient(HttpClient client) {
		this.client = client;
	}

	/**
	 * Lets the client go. Exchanges go on to their end, new ones fail.
	 */
	public void release() {
		this.client = null;
	}

	@Override
	HttpClient client() {
		HttpClient current = this.client;
		if (current == null) {
			throw new IllegalStateException("The client is closed");
		}
		return current;
	}

	@Override
	public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
			throws IOException, InterruptedException {
		return client().send(request, handler);
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
		return sendAsync(request, handler, null);
	}

	@Override
	public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler,
			@Nullable PushPromiseHandler<T> pushPromises) {
		HttpClient current = this.client;
		if (current == null) {
			return CompletableFuture.failedFuture(new IOException("The client is closed"));
		}
		return current.sendAsync(request, handler, pushPromises);
	}

	@Override
	public WebSocket.Builder newWebSocketBuilder() {
		return client().newWebSocketBuilder();
	}

}
