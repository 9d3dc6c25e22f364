package io.github.tegrabox.chat;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.JdkConnection;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.internal.socket.session.SocketResources;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;

/**
 * Threads and connections that a client and those derived from it share, so that a
 * thousand clients for a thousand users need no thread each. Nothing starts before it is
 * needed; the last user to close it releases everything.
 */
final class ClientResources implements AutoCloseable {

	private final Key key;

	private final ClientThreads threads = new ClientThreads();

	private @Nullable JdkConnection connection;

	private @Nullable SocketResources sockets;

	private int users = 1;

	ClientResources(Key key) {
		this.key = key;
	}

	/**
	 * Registers one more user, unless its needs are others or the last one has left.
	 */
	synchronized boolean tryShare(Key wanted) {
		if (this.users == 0 || !this.key.equals(wanted)) {
			return false;
		}
		this.users++;
		return true;
	}

	ClientThreads threads() {
		return this.threads;
	}

	synchronized JdkConnection connection() {
		JdkConnection current = this.connection;
		if (current == null) {
			current = JdkConnection.create(this.key.httpClient().get(),
					JdkConnection.version(this.key.secure(), this.key.httpVersion()), this.key.connectTimeout(), null,
					this.threads);
			this.connection = current;
			if (this.users == 0) {
				current.close();
			}
		}
		return current;
	}

	synchronized SocketResources sockets() {
		SocketResources current = this.sockets;
		if (current == null) {
			current = new SocketResources(this.threads, () -> this.key.transport(this.threads),
					this.key.listenerExecutor(), this.key.concurrency());
			this.sockets = current;
			if (this.users == 0) {
				current.close();
			}
		}
		return current;
	}

	@Override
	public void close() {
		JdkConnection lastConnection;
		SocketResources lastSockets;
		synchronized (this) {
			if (this.users == 0 || --this.users > 0) {
				return;
			}
			lastConnection = this.connection;
			lastSockets = this.sockets;
		}
		if (lastConnection != null) {
			lastConnection.close();
		}
		if (lastSockets != null) {
			lastSockets.close();
		}
		this.threads.close();
	}

	/**
	 * What the resources are made from: clients that differ in it share none.
	 *
	 * @param secure whether the server is reached over TLS
	 * @param httpVersion the version of HTTP, if one was asked for
	 * @param connectTimeout how long making a connection may take
	 * @param httpClient makes the builders of HTTP clients
	 * @param listenerExecutor runs listeners, if it was given
	 * @param concurrency the number of threads for listeners if none was
	 * @param events the names of the events received
	 * @param connector whose WebSocket to use, if that was asked for
	 */
	record Key(boolean secure, HttpClient.@Nullable Version httpVersion, Duration connectTimeout,
			Supplier<HttpClient.Builder> httpClient, @Nullable Executor listenerExecutor, int concurrency,
			WireSettings.Events events, @Nullable Connector connector) {

		private SocketTransport transport(ClientThreads threads) {
			HttpClient.Builder builder = this.httpClient.get()
				.connectTimeout(this.connectTimeout)
				.followRedirects(HttpClient.Redirect.NEVER);
			return new Transports(new EventReader(this.events), Clock.systemUTC(), builder, threads, this.connector);
		}

	}

}
