package io.github.tegrabox.chat.testserver.internal.netty;

import java.time.Duration;

import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.engineio.WebSocketLink;
import io.github.tegrabox.chat.testserver.internal.engineio.WebSocketReceiver;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection.
 */
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements WebSocketLink {

	private static final Logger logger = LoggerFactory.getLogger(WebSocketConnection.class);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

	private static final int MESSAGE_TOO_BIG = 1009;

	private final Channel channel;

	private final NettyLoop loop;

	private final FlushBatch flushes;

	private @Nullable WebSocketReceiver receiver;

	private boolean flushDue;

	private boolean closing;

	WebSocketConnection(Channel channel, NettyLoop loop, FlushBatch flushes) {
		this.channel = channel;
		this.loop = loop;
		this.flushes = flushes;
	}

	void receiver(@Nullable WebSocketReceiver receiver) {
		this.receiver = receiver;
	}

	@Override
	public void send(Frame frame) {
		sendRaw(frame.webSocketBytes());
	}

	@Override
	public void sendRaw(byte[] bytes) {
		if (this.closing) {
			return;
		}
		Wire.write(this.channel, Unpooled.wrappedBuffer(bytes));
		if (!this.flushDue) {
			this.flushDue = true;
			this.flushes.add(() -> {
				this.flushDue = false;
				this.channel.flush();
			});
		}
	}

	@Override
	public void close(int status, String reason) {
		if (this.closing) {
			return;
		}
		this.closing = true;
		Wire.writeAndFlush(this.channel, new CloseWebSocketFrame(status, reason));
		// The client answers with a close frame of its own, or is not worth waiting for.
		this.loop.schedule(CLOSE_TIMEOUT, () -> Wire.close(this.channel));
	}

	@Override
	public void reset() {
		this.closing = true;
		Wire.reset(this.channel);
	}

	@Override
	public void mute() {
		this.closing = true;
		this.channel.pipeline().addFirst(new Ignorance());
	}

	@Override
	public long pendingBytes() {
		ChannelOutboundBuffer buffer = this.channel.unsafe().outboundBuffer();
		return (buffer != null) ? buffer.totalPendingWriteBytes() : 0;
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.closing = true;
		if (this.receiver != null) {
			this.receiver.onClose();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		logger.debug("WebSocket failed", cause);
		if (cause instanceof TooLongFrameException) {
			close(MESSAGE_TOO_BIG, "");
		}
		else {
			Wire.close(ctx);
		}
	}

	@Override
	protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
		if (frame instanceof CloseWebSocketFrame close) {
			answer(close);
		}
		else if (this.closing || this.receiver == null) {
			return;
		}
		else if (frame instanceof TextWebSocketFrame text) {
			this.receiver.onText(text.text());
		}
		else if (frame instanceof BinaryWebSocketFrame) {
			this.receiver.onBinary(ByteBufUtil.getBytes(frame.content()));
		}
		else if (frame instanceof PingWebSocketFrame) {
			Wire.writeAndFlush(ctx, new PongWebSocketFrame(frame.content().retain()));
		}
	}

	private void answer(CloseWebSocketFrame close) {
		if (this.closing) {
			Wire.close(this.channel);
		}
		else {
			this.closing = true;
			Wire.writeAndClose(this.channel, close.retainedDuplicate());
		}
	}

	/**
	 * Takes whatever comes, to no effect.
	 */
	private static final class Ignorance extends ChannelInboundHandlerAdapter {

		@Override
		public void channelRead(ChannelHandlerContext ctx, Object message) {
			ReferenceCountUtil.release(message);
		}

	}

}
