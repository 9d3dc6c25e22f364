package io.github.tegrabox.chat.internal.socketio.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.internal.socketio.ConnectRequest;
import io.github.tegrabox.chat.internal.socketio.HandshakeException;
import io.github.tegrabox.chat.internal.socketio.Link;
import io.github.tegrabox.chat.internal.socketio.LinkListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Link over Netty. Netty does the handshake and the sending; what arrives is read
 * directly from its buffers.
 */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link, FrameListener {

	/** What the shortest message roughly costs while it waits to be sent. */
	private static final int FRAME = 64;

	/** Enough for all that proxies may add. */
	private static final int MAX_HEADERS = 256 * 1024;

	/** As much of a refusal as is of use to people. */
	private static final int MAX_ANSWER = 64 * 1024;

	private final ConnectRequest request;

	private final LinkListener listener;

	private final NettyLinks links;

	private final URI address;

	private final WebSocketClientHandshaker handshaker;

	private final AtomicLong queued = new AtomicLong();

	private final Object lock = new Object();

	private volatile boolean closing;

	private volatile boolean paused;

	private volatile @Nullable Channel channel;

	private volatile Disposable connecting = Disposables.disposed();

	/** The head of the answer to the handshake. */
	private @Nullable HttpResponse answer;

	/** The body of that answer so far. */
	private final ByteArrayOutputStream words = new ByteArrayOutputStream();

	/** The payload of a ping that waits for its answer. */
	private byte @Nullable [] unanswered;

	/** Whether the answer to a ping is on its way. */
	private boolean answering;

	/** Whether the handshake has succeeded. */
	private boolean open;

	/** The text of the server's close frame. */
	private @Nullable String farewell;

	/** Whether the end was reported to the listener. */
	private boolean ended;

	NettyLink(ConnectRequest request, LinkListener listener, NettyLinks links) {
		this.request = request;
		this.listener = listener;
		this.links = links;
		this.address = request.webSocketAddress();
		HttpHeaders headers = new DefaultHttpHeaders();
		request.headers().forEach(headers::add);
		this.handshaker = new Handshaker(this.address, headers);
	}

	@Override
	public void open() {
		// That thread also looks up the host name, which must not block an event loop.
		this.links.threads().executeOpening(this::connect);
	}

	private void connect() {
		if (this.closing) {
			return;
		}
		try {
			this.connecting = Connector.client(this.address, this.request, this.links)
				.connect()
				.subscribe(this::connected, this::end);
		}
		catch (IOException | RuntimeException ex) {
			end(ex);
		}
	}

	private void connected(Connection connection) {
		Channel connected = connection.channel();
		connected.eventLoop().execute(() -> {
			synchronized (this.lock) {
				this.channel = connected;
			}
			if (this.closing) {
				var unused = connected.close();
				return;
			}
			ChannelPipeline pipeline = connected.pipeline();
			pipeline.addBefore(NettyPipeline.ReactiveBridge, "chat.http",
					new HttpClientCodec(HttpObjectDecoder.DEFAULT_MAX_INITIAL_LINE_LENGTH, MAX_HEADERS,
							HttpObjectDecoder.DEFAULT_MAX_CHUNK_SIZE));
			pipeline.addBefore(NettyPipeline.ReactiveBridge, "chat.link", this);
			this.handshaker.handshake(connected).addListener((sent) -> {
				if (!sent.isSuccess()) {
					end(sent.cause());
				}
			});
			connected.config().setAutoRead(true);
		});
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		try {
			if (!this.open && !this.ended) {
				answered(context, message);
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	private void answered(ChannelHandlerContext context, Object part) {
		if (part instanceof HttpResponse broken && isUnreadable(broken)) {
			exceptionCaught(context, broken.decoderResult().cause());
			return;
		}
		if (part instanceof HttpResponse head) {
			this.answer = isProvisional(head) ? null : head;
			if (this.answer != null && head.status().code() != 101) {
				// Its body may be endless.
				var unused = context.executor()
					.schedule(() -> refuse(context.channel()), ClientThreads.FAREWELL.toMillis(),
							TimeUnit.MILLISECONDS);
			}
		}
		HttpResponse head = this.answer;
		if (head == null || !(part instanceof HttpContent content)) {
			return;
		}
		if (head.status().code() == 101) {
			if (part instanceof LastHttpContent) {
				accept(context.channel(), head);
			}
			return;
		}
		int room = Math.min(content.content().readableBytes(), MAX_ANSWER - this.words.size());
		this.words.writeBytes(ByteBufUtil.getBytes(content.content(), content.content().readerIndex(), room));
		if (part instanceof LastHttpContent || this.words.size() == MAX_ANSWER) {
			refuse(context.channel());
		}
	}

	/** A refusal with too many headers still has its status. */
	private static boolean isUnreadable(HttpResponse head) {
		int status = head.status().code();
		return head.decoderResult().isFailure() && (status < 200 || status >= 600);
	}

	private static boolean isProvisional(HttpResponse head) {
		int status = head.status().code();
		return status < 200 && status != 101;
	}

	private void accept(Channel on, HttpResponse head) {
		this.handshaker.finishHandshake(on, new DefaultFullHttpResponse(head.protocolVersion(), head.status(),
				Unpooled.EMPTY_BUFFER, head.headers(), EmptyHttpHeaders.INSTANCE));
		this.open = true;
		this.listener.opened();
	}

	private void refuse(Channel on) {
		HttpResponse head = this.answer;
		if (this.ended || head == null) {
			return;
		}
		this.ended = true;
		this.listener.failed(HandshakeException.answered(head.status().code(),
				this.words.toString(StandardCharsets.UTF_8), head.headers().get(HttpHeaderNames.RETRY_AFTER), null));
		var unused = on.close();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (!this.open) {
			// If a refusal is cut off, its status counts.
			refuse(context.channel());
		}
		end(this.open ? null : new IOException("The server hung up without an answer"));
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		Throwable known = (cause instanceof DecoderException && cause.getCause() != null) ? cause.getCause() : cause;
		end(known);
		var unused = context.close();
	}

	private void end(@Nullable Throwable cause) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		if (cause == null) {
			this.listener.closed("transport close", this.farewell);
		}
		else {
			this.listener.failed(this.open ? cause : HandshakeException.of(cause));
		}
	}

	@Override
	public boolean send(String message) {
		Channel to = this.channel;
		int size = message.length() + FRAME;
		if (to == null || this.closing || this.queued.addAndGet(size) > MAX_QUEUED) {
			if (to != null && !this.closing) {
				this.queued.addAndGet(-size);
			}
			return false;
		}
		ByteBuf text = ByteBufUtil.writeUtf8(to.alloc(), message);
		to.writeAndFlush(new TextWebSocketFrame(text)).addListener((sent) -> this.queued.addAndGet(-size));
		return true;
	}

	@Override
	public void pause() {
		this.paused = true;
		Channel current = this.channel;
		if (current != null) {
			current.config().setAutoRead(false);
		}
	}

	@Override
	public void resume() {
		this.paused = false;
		Channel current = this.channel;
		if (current != null) {
			current.eventLoop().execute(this::readOn);
		}
	}

	private void readOn() {
		Channel current = this.channel;
		if (current == null || this.paused) {
			return;
		}
		Decoder decoder = current.pipeline().get(Decoder.class);
		if (decoder != null) {
			decoder.readHeld(current.pipeline().context(decoder));
		}
		if (!this.paused) {
			current.config().setAutoRead(true);
		}
	}

	@Override
	public void close() {
		Channel current;
		synchronized (this.lock) {
			if (this.closing) {
				return;
			}
			this.closing = true;
			current = this.channel;
		}
		if (current == null) {
			this.connecting.dispose();
			return;
		}
		resume();
		current.eventLoop().execute(() -> {
			if (this.open) {
				var written = current.writeAndFlush(new CloseWebSocketFrame(1000, ""));
				var unused = this.links.threads().schedule(() -> hangUp(current), ClientThreads.FAREWELL);
			}
			else {
				hangUp(current);
			}
		});
	}

	@Override
	public boolean isGone() {
		Channel current = this.channel;
		return current == null || !current.isActive();
	}

	@Override
	public void ping(byte[] payload) {
		// The answer to the newest ping also answers the earlier ones.
		this.unanswered = payload;
		if (!this.answering) {
			pong();
		}
	}

	private void pong() {
		Channel to = this.channel;
		byte[] payload = this.unanswered;
		this.unanswered = null;
		this.answering = to != null && payload != null;
		if (to != null && payload != null) {
			var unused = to.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)))
				.addListener((sent) -> pong());
		}
	}

	@Override
	public void closing(String words) {
		this.farewell = words;
		Channel current = this.channel;
		end(null);
		if (current != null) {
			var unused = current.writeAndFlush(new CloseWebSocketFrame(1000, ""))
				.addListener((sent) -> hangUp(current));
		}
	}

	private static void hangUp(Channel channel) {
		var unused = channel.close();
	}

	@Override
	public boolean isReading() {
		return !this.paused && !this.ended;
	}

	private final class Handshaker extends WebSocketClientHandshaker13 {

		Handshaker(URI address, HttpHeaders headers) {
			super(address, WebSocketVersion.V13, null, false, headers, Integer.MAX_VALUE);
		}

		@Override
		protected WebSocketFrameDecoder newWebsocketDecoder() {
			return new Decoder();
		}

	}

	private final class Decoder extends ByteToMessageDecoder implements WebSocketFrameDecoder {

		// One more, since the type of the message does not count.
		private final FrameReader reader = new FrameReader(NettyLink.this.listener, NettyLink.this,
				NettyLink.this.request.maxEventSize() + 1, NettyLink.this.links.scratch());

		@Override
		protected void decode(ChannelHandlerContext from, ByteBuf in, List<Object> out) throws ProtocolException {
			if (NettyLink.this.ended) {
				in.skipBytes(in.readableBytes());
			}
			else {
				this.reader.read(in);
			}
		}

		/**
		 * Requests nothing by itself, unlike other decoders: the link decides what is
		 * read.
		 */
		@Override
		public void channelReadComplete(ChannelHandlerContext from) {
			discardSomeReadBytes();
			from.fireChannelReadComplete();
		}

		/**
		 * Reads what arrived before the pause.
		 */
		void readHeld(ChannelHandlerContext in) {
			try {
				channelRead(in, Unpooled.EMPTY_BUFFER);
			}
			catch (Exception ex) {
				NettyLink.this.exceptionCaught(in, ex);
			}
		}

	}

	/**
	 * Looks up the address of a host on this thread.
	 */
	static InetSocketAddress resolve(String host, int port) throws UnknownHostException {
		String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
		return new InetSocketAddress(InetAddress.getByName(plain), port);
	}

}
