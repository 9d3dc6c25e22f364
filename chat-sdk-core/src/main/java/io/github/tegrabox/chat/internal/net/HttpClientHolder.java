package io.github.tegrabox.chat.internal.net;

import java.io.IOException;
import java.net.http.HttpClient;

import org.jspecify.annotations.Nullable;

/**
 * Holder of one of the JDK's HTTP clients, until it is released. From Java 21 on, a
 * client and its last exchanges are remembered until nothing leads to the client any
 * more, and the exchanges lead to whoever made them.
 */
public final class HttpClientHolder {

	private final HttpExecutor executor;

	private volatile @Nullable HttpClient client;

	/**
	 * Creates a holder.
	 * @param builder the builder of the client, complete but for the executor
	 * @param executor what the client runs on
	 */
	public HttpClientHolder(HttpClient.Builder builder, HttpExecutor executor) {
		this.client = executor.build(builder);
		this.executor = executor;
	}

	/**
	 * Returns the client.
	 * @return the client
	 * @throws IOException if it was released
	 */
	public HttpClient get() throws IOException {
		HttpClient current = this.client;
		if (current == null) {
			throw new IOException("The client is closed");
		}
		return current;
	}

	/**
	 * Returns what the client runs on.
	 * @return the executor
	 */
	public HttpExecutor executor() {
		return this.executor;
	}

	/**
	 * Lets the client go. Exchanges that are under way go on to their end.
	 */
	public void release() {
		this.client = null;
	}

}
