package io.github.tegrabox.chat.testserver.internal.netty;

import io.github.tegrabox.chat.testserver.internal.http.Delivery;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * One response on its way, with the faults of its {@link Delivery}.
 */
final class ResponseWriter {

	private final ChannelHandlerContext context;

	private final NettyLoop loop;

	private final InboundRequest request;

	private final HttpResponse response;

	private final Delivery delivery;

	private final HttpResponseStatus status;

	private final HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();

	/**
	 * Creates a writer.
	 * @throws IllegalArgumentException if status or headers cannot be sent
	 */
	ResponseWriter(ChannelHandlerContext context, NettyLoop loop, InboundRequest request, HttpResponse response) {
		this.context = context;
		this.loop = loop;
		this.request = request;
		this.response = response;
		this.delivery = response.delivery();
		this.status = HttpResponseStatus.valueOf(response.status());
		response.headers().forEach(this.headers::add);
		HttpUtil.setKeepAlive(this.headers, request.head().protocolVersion(), request.isKeepAlive());
	}

	/**
	 * Calls back when the next response may follow, never if the connection ends with
	 * this one.
	 */
	void write(Runnable onWritten) {
		if (this.delivery.delay().isZero()) {
			writeNow(onWritten);
		}
		else {
			this.loop.schedule(this.delivery.delay(), () -> writeNow(onWritten));
		}
	}

	private void writeNow(Runnable onWritten) {
		if (!this.context.channel().isActive()) {
			return;
		}
		if (this.delivery.cut() == Delivery.Cut.BEFORE_HEAD) {
			Wire.reset(this.context.channel());
		}
		else if (this.delivery.cut() == Delivery.Cut.NONE && this.delivery.chunkSize() == 0) {
			writeWhole(onWritten);
		}
		else {
			writeInParts(onWritten);
		}
	}

	private void writeWhole(Runnable onWritten) {
		ByteBuf body = Unpooled.wrappedBuffer(this.response.body());
		setLength(body.readableBytes());
		Wire.writeAndFlush(this.context, new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, this.status, body,
				this.headers, EmptyHttpHeaders.INSTANCE));
		finish(onWritten);
	}

	private void writeInParts(Runnable onWritten) {
		int length = this.response.body().length;
		boolean cut = this.delivery.cut() == Delivery.Cut.WITHIN_BODY;
		int end = cut ? Math.min(this.delivery.cutAfter(), length) : length;
		setLength(cut ? Math.max(length, end + 1) : length);
		Wire.writeAndFlush(this.context, new DefaultHttpResponse(HttpVersion.HTTP_1_1, this.status, this.headers));
		writePart(0, end, onWritten);
	}

	private void writePart(int start, int end, Runnable onWritten) {
		if (!this.context.channel().isActive()) {
			return;
		}
		int size = (this.delivery.chunkSize() > 0) ? this.delivery.chunkSize() : end;
		int next = Math.min(end, start + size);
		ByteBuf part = Unpooled.wrappedBuffer(this.response.body(), start, next - start);
		Wire.writeAndFlush(this.context, new DefaultHttpContent(part));
		if (next < end) {
			this.loop.schedule(this.delivery.pause(), () -> writePart(next, end, onWritten));
		}
		else if (this.delivery.cut() == Delivery.Cut.WITHIN_BODY) {
			Wire.reset(this.context.channel());
		}
		else {
			Wire.writeAndFlush(this.context, LastHttpContent.EMPTY_LAST_CONTENT);
			finish(onWritten);
		}
	}

	private void setLength(int length) {
		if (this.status.code() != 204 && this.status.code() != 304) {
			this.headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
		}
	}

	private void finish(Runnable onWritten) {
		if (this.request.isKeepAlive()) {
			onWritten.run();
		}
		else {
			Wire.writeAndClose(this.context, Unpooled.EMPTY_BUFFER);
		}
	}

}
