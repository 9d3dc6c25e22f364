package io.github.tegrabox.chat.internal.socketio.netty;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.net.HttpClientHolder;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.Link;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.github.tegrabox.chat.internal.socketio.Links;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import reactor.core.scheduler.NonBlocking;
import reactor.core.scheduler.Schedulers;

/**
 * Factory for links over Reactor Netty. TLS, proxy and time-outs are those of a JDK HTTP
 * client.
 */
public final class NettyLinks implements Links {

	private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

	private static final int SCRATCH = 32 * 1024;

	private final FastThreadLocal<byte[]> scratch = new FastThreadLocal<>() {

		@Override
		protected byte[] initialValue() {
			return new byte[SCRATCH];
		}

	};

	private final HttpClientHolder settings;

	private final ClientThreads threads;

	private final EventLoopGroup loops;

	/**
	 * Creates a factory.
	 * @param settings the client whose settings apply; does not connect itself
	 * @param threads the threads, which this does not close
	 */
	public NettyLinks(HttpClientHolder settings, ClientThreads threads) {
		this.settings = settings;
		this.threads = threads;
		this.loops = new MultiThreadIoEventLoopGroup(THREADS, threads.factory("chat-netty", LoopThread::new),
				NioIoHandler.newFactory());
	}

	@Override
	public Link create(ConnectRequest request, LinkListener listener) {
		return new NettyLink(request, listener, this);
	}

	HttpClient settings() throws IOException {
		return this.settings.get();
	}

	ClientThreads threads() {
		return this.threads;
	}

	EventLoopGroup loops() {
		return this.loops;
	}

	/**
	 * Returns a buffer for a short message, on a thread of the loops.
	 */
	byte[] scratch() {
		return this.scratch.get();
	}

	/**
	 * Ends the threads and waits for that. On a thread that must not block, ends them
	 * soon.
	 */
	@Override
	public void close() {
		if (Schedulers.isInNonBlockingThread()) {
			var unused = this.threads.schedule(this::endLoops, ClientThreads.FAREWELL);
			return;
		}
		endLoops();
		ClientThreads.awaitEnd(this.loops, ClientThreads.FAREWELL);
	}

	private void endLoops() {
		var unused = this.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	private static final class LoopThread extends FastThreadLocalThread implements NonBlocking {

		LoopThread(Runnable task, String name) {
			super(task, name);
		}

	}

}
