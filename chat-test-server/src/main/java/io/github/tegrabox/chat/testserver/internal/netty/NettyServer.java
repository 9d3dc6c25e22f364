package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineServer;
import io.github.tegrabox.chat.testserver.internal.http.HttpHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

/**
 * A bound port that serves Engine.IO under one path and an {@link HttpHandler} everywhere
 * else.
 */
public final class NettyServer implements AutoCloseable {

	private static final int BACKLOG = 1024;

	private final NettyLoop loop;

	private final EngineServer engine;

	private final ChannelGroup connections;

	private final ServerBootstrap bootstrap;

	private final InetSocketAddress address;

	private volatile Channel acceptor;

	private NettyServer(NettyLoop loop, EngineServer engine, ChannelGroup connections, ServerBootstrap bootstrap,
			Channel acceptor) {
		this.loop = loop;
		this.engine = engine;
		this.connections = connections;
		this.bootstrap = bootstrap;
		this.acceptor = acceptor;
		this.address = (InetSocketAddress) acceptor.localAddress();
	}

	/**
	 * Binds the port and starts to serve. Blocks until it is bound.
	 * @param settings address and limits
	 * @param loop the thread to serve on, the engine's; closed with the server
	 * @param engine the answer to requests under the Engine.IO path
	 * @param handler the answer to all other requests
	 * @return the running server, to be closed
	 * @throws IllegalStateException if the port cannot be bound; the loop is closed then
	 */
	public static NettyServer start(NettyServerSettings settings, NettyLoop loop, EngineServer engine,
			HttpHandler handler) {
		ChannelGroup connections = new DefaultChannelGroup(loop.eventLoop(), true);
		HttpRouter router = new HttpRouter(settings, engine, handler);
		FlushBatch flushes = new FlushBatch(loop);
		ServerBootstrap bootstrap = new ServerBootstrap().group(loop.eventLoop())
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					connections.add(channel);
					HttpDecoderConfig limits = new HttpDecoderConfig().setMaxInitialLineLength(settings.maxLine())
						.setMaxHeaderSize(settings.maxHeaders());
					channel.pipeline()
						.addLast(new HttpServerCodec(limits))
						.addLast(new HttpConnectionHandler(settings, router, loop, flushes));
				}

			});
		try {
			Channel acceptor = bind(bootstrap, new InetSocketAddress(settings.host(), settings.port()));
			return new NettyServer(loop, engine, connections, bootstrap, acceptor);
		}
		catch (IllegalStateException ex) {
			loop.close();
			throw ex;
		}
	}

	private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address) {
		ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
		if (!bound.isSuccess()) {
			throw new IllegalStateException("Cannot listen on " + address.getHostString() + ":" + address.getPort(),
					bound.cause());
		}
		return bound.channel();
	}

	/**
	 * Returns where the server listens.
	 * @return the bound port
	 */
	public int port() {
		return this.address.getPort();
	}

	/**
	 * Returns how many clients hold a connection.
	 * @return the number of accepted connections that are not closed
	 */
	public int connections() {
		return this.connections.size();
	}

	/**
	 * Closes the port, all sessions and connections. Blocks until the port is free.
	 */
	public void suspend() {
		this.acceptor.close().awaitUninterruptibly();
		this.loop.runAndWait(() -> {
			this.engine.shutDown();
			this.connections.forEach((connection) -> Wire.close(connection.flush()));
		});
		// A closed channel lets go of the port only when its thread looks at it again.
		while (isListening()) {
			this.loop.runAndWait(() -> {
			});
		}
	}

	private boolean isListening() {
		try (Socket probe = new Socket()) {
			probe.connect(this.address);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Binds the same port again. Blocks until it is bound.
	 * @throws IllegalStateException if it cannot be bound
	 */
	public void resume() {
		if (!this.acceptor.isOpen()) {
			this.acceptor = bind(this.bootstrap, this.address);
		}
	}

	/**
	 * Closes the port, all sessions and connections, and the loop. Blocks until they are
	 * gone, unless called on the loop.
	 */
	@Override
	public void close() {
		Wire.close(this.acceptor);
		this.loop.runAndWait(() -> {
			this.engine.shutDown();
			Wire.close(this.connections);
		});
		this.loop.close();
	}

}
