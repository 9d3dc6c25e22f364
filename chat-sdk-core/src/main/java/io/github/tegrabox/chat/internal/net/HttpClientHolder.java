package io.github.tegrabox.chat.internal.net;

import java.io.IOException;
import java.net.http.HttpClient;

import org.jspecify.annotations.Nullable;

/**
 * Holder of a {@link HttpClient} until it is released. From Java 21 on, the JDK remembers
 * a client and its last exchanges until the client is unreachable, and the exchanges
 * refer to whoever made them.
 */
public final class HttpClientHolder {

	private final HttpExecutor executor;

	private volatile @Nullable HttpClient client;

	/**
	 * Creates a holder.
	 * @param builder the builder of the client, complete except for the executor
	 * @param executor the executor of the client
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
	 * Returns the executor of the client.
	 * @return the executor
	 */
	public HttpExecutor executor() {
		return this.executor;
	}

	/**
	 * Drops the reference to the client. Exchanges under way continue to their end.
	 */
	public void release() {
		this.client = null;
	}

}
