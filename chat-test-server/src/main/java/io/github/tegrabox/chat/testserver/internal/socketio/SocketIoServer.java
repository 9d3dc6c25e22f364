package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineServer;
import io.github.tegrabox.chat.testserver.internal.engineio.TaskLoop;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server without a transport: namespaces on top of {@link #engine()}, which
 * the transport feeds. Its methods may be called from any thread.
 */
public final class SocketIoServer {

	private final SocketIoSettings settings;

	private final TaskLoop loop;

	private final EngineServer engine;

	private final PacketParser parser;

	private final PacketWriter writer = new PacketWriter();

	private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();

	private volatile OutboundFilter outboundFilter = (socket, event) -> Fate.deliver();

	/**
	 * Creates a server.
	 * @param settings times and limits
	 * @param loop the thread it lives on
	 */
	public SocketIoServer(SocketIoSettings settings, TaskLoop loop) {
		this.settings = settings;
		this.loop = loop;
		this.parser = new PacketParser(settings);
		this.engine = new EngineServer(settings.engine(), loop, (session) -> new ClientConnection(this, session));
	}

	/**
	 * Returns the connections below, for the transport and for handshake guards.
	 * @return the Engine.IO server
	 */
	public EngineServer engine() {
		return this.engine;
	}

	/**
	 * Returns a namespace. Clients can only connect to namespaces that were named here.
	 * @param name the name, such as {@code /} or {@code /admin}
	 * @return the namespace, new at the first call
	 */
	public Namespace of(String name) {
		return this.namespaces.computeIfAbsent(name.startsWith("/") ? name : "/" + name,
				(key) -> new Namespace(this, key));
	}

	/**
	 * Returns the connected sockets of all namespaces.
	 * @return a snapshot
	 */
	public Collection<ServerSocket> sockets() {
		return this.namespaces.values().stream().flatMap((namespace) -> namespace.sockets().stream()).toList();
	}

	/**
	 * Sets what decides about the fate of outgoing events.
	 * @param filter the filter
	 */
	public void outboundFilter(OutboundFilter filter) {
		this.outboundFilter = filter;
	}

	SocketIoSettings settings() {
		return this.settings;
	}

	TaskLoop loop() {
		return this.loop;
	}

	PacketParser parser() {
		return this.parser;
	}

	PacketWriter writer() {
		return this.writer;
	}

	@Nullable Namespace find(String name) {
		return this.namespaces.get(name);
	}

	Fate decide(ServerSocket socket, String event) {
		return this.outboundFilter.decide(socket, event);
	}

}
