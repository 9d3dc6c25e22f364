package io.github.tegrabox.chat.internal.socket;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.HttpExecutor;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.ConnectionListener;
import io.github.tegrabox.chat.internal.socketio.Links;
import io.github.tegrabox.chat.internal.socketio.SocketConnection;
import io.github.tegrabox.chat.internal.socketio.SocketIoTransport;
import io.github.tegrabox.chat.internal.socketio.SocketTransport;
import io.github.tegrabox.chat.internal.socketio.jdk.JdkLinks;
import io.github.tegrabox.chat.internal.socketio.library.LibraryLinks;
import io.github.tegrabox.chat.internal.socketio.netty.NettyLinks;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The transport together with the HTTP client below it.
 */
public final class Transports implements SocketTransport {

	/** What the links over Reactor Netty need. */
	private static final List<String> NETTY = List.of("reactor.netty.tcp.TcpClient",
			"io.netty.channel.MultiThreadIoEventLoopGroup",
			"io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13");

	private final SocketIoTransport transport;

	private final HttpExecutor executor;

	private final @Nullable ClientThreads ownThreads;

	private Transports(SocketIoTransport transport, HttpExecutor executor, @Nullable ClientThreads ownThreads) {
		this.transport = transport;
		this.executor = executor;
		this.ownThreads = ownThreads;
	}

	/**
	 * Creates a transport over the best links that there are: Reactor Netty's where an
	 * application has it, the JDK's otherwise.
	 * @param events the reader of events
	 * @param clock the clock that tells when an event was received
	 * @param http the builder of the client whose TLS, proxy and authenticator apply; its
	 * executor and version are set here
	 * @param threads the threads, not closed
	 * @return the transport
	 */
	public static Transports create(EventReader events, Clock clock, HttpClient.Builder http, ClientThreads threads) {
		return create(events, clock, http, threads, null, hasNetty() ? Transports::nettyLinks : JdkLinks::new);
	}

	/**
	 * Creates a transport over the JDK's WebSocket, on threads of its own.
	 * @param events the reader of events
	 * @param clock the clock that tells when an event was received
	 * @param http the builder of the client
	 * @return the transport
	 */
	public static Transports jdk(EventReader events, Clock clock, HttpClient.Builder http) {
		ClientThreads threads = new ClientThreads();
		return create(events, clock, http, threads, threads, JdkLinks::new);
	}

	/**
	 * Creates a transport over Reactor Netty, on threads of its own.
	 * @param events the reader of events
	 * @param clock the clock that tells when an event was received
	 * @param http the builder of the client
	 * @return the transport
	 */
	public static Transports netty(EventReader events, Clock clock, HttpClient.Builder http) {
		ClientThreads threads = new ClientThreads();
		return create(events, clock, http, threads, threads, Transports::nettyLinks);
	}

	private static Transports create(EventReader events, Clock clock, HttpClient.Builder http, ClientThreads threads,
			@Nullable ClientThreads ownThreads, BiFunction<HttpClient, ClientThreads, Links> webSockets) {
		HttpExecutor executor = new HttpExecutor(threads);
		HttpClient client = client(http, executor);
		return new Transports(new SocketIoTransport(events, clock, webSockets.apply(client, threads),
				new LibraryLinks(client, threads), threads), executor, ownThreads);
	}

	private static boolean hasNetty() {
		return NETTY.stream().allMatch((name) -> ClassUtils.isPresent(name, Transports.class.getClassLoader()));
	}

	private static Links nettyLinks(HttpClient client, ClientThreads threads) {
		return new NettyLinks(client, threads);
	}

	private static HttpClient client(HttpClient.Builder http, HttpExecutor executor) {
		// Not HTTP/2: a server without it takes the offer to upgrade for a WebSocket.
		return executor.build(http.version(HttpClient.Version.HTTP_1_1));
	}

	@Override
	public SocketConnection open(ConnectRequest request, ConnectionListener listener) {
		return this.transport.open(request, listener);
	}

	@Override
	public void close() {
		this.transport.close();
		this.executor.endSoon();
		if (this.ownThreads != null) {
			this.ownThreads.close();
		}
	}

}
