package io.github.tegrabox.chat.internal.socket;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.HttpClientHolder;
import io.github.tegrabox.chat.internal.net.HttpExecutor;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.ConnectionListener;
import io.github.tegrabox.chat.internal.socketio.Links;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.socketio.SocketIoTransport;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import io.github.tegrabox.chat.internal.socketio.jdk.JdkLink;
import io.github.tegrabox.chat.internal.socketio.library.LibraryLink;
import io.github.tegrabox.chat.internal.socketio.netty.NettyLinks;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * The transport together with the HTTP client below it.
 */
public final class Transports implements SocketTransport {

	private final SocketIoTransport transport;

	private final HttpClientHolder client;

	private final @Nullable ClientThreads ownThreads;

	/**
	 * Creates a transport.
	 * @param events the reader of events
	 * @param clock the clock for the time at which an event was received
	 * @param http the builder of the client whose TLS, proxy and authenticator apply; its
	 * executor and version are set here
	 * @param shared the threads, which this does not close; {@code null} for threads of
	 * its own
	 * @param connector the WebSocket client to use, {@code null} for the best one
	 * available
	 */
	public Transports(EventReader events, Clock clock, HttpClient.Builder http, @Nullable ClientThreads shared,
			@Nullable Connector connector) {
		ClientThreads threads = (shared != null) ? shared : new ClientThreads();
		// Not HTTP/2: a server without it mistakes the upgrade offer for a WebSocket's.
		this.client = new HttpClientHolder(http.version(HttpClient.Version.HTTP_1_1), new HttpExecutor(threads));
		boolean netty = (connector != null) ? connector == Connector.REACTOR : Connector.REACTOR.isPresent();
		Links webSockets = netty ? nettyLinks(this.client, threads) : jdkLinks(this.client, threads);
		Links polling = (request, listener) -> new LibraryLink(request, listener, this.client, threads);
		this.transport = new SocketIoTransport(events, clock, webSockets, polling, threads);
		this.ownThreads = (shared == null) ? threads : null;
	}

	/** A method of its own, since Netty is optional. */
	private static Links nettyLinks(HttpClientHolder client, ClientThreads threads) {
		return new NettyLinks(client, threads);
	}

	private static Links jdkLinks(HttpClientHolder client, ClientThreads threads) {
		return (request, listener) -> new JdkLink(client, request.webSocketAddress(), request.headers(), request,
				listener, threads);
	}

	@Override
	public SocketConnection open(ConnectRequest request, ConnectionListener listener) {
		return this.transport.open(request, listener);
	}

	@Override
	public void close() {
		this.transport.close();
		this.client.executor().close();
		if (Schedulers.isInNonBlockingThread()) {
			// Nothing may block here, so leave the links some time for their goodbyes.
			var unused = Schedulers.parallel()
				.schedule(this.client::release, ClientThreads.FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
		}
		else {
			this.client.release();
		}
		if (this.ownThreads != null) {
			this.ownThreads.close();
		}
	}

}
