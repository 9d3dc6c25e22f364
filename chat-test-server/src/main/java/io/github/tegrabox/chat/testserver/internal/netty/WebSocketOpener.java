package io.github.tegrabox.chat.testserver.internal.netty;

import java.util.Optional;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineServer;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;

/**
 * The change of a connection from HTTP to WebSocket.
 */
final class WebSocketOpener {

	private final EngineServer engine;

	private final NettyLoop loop;

	private final FlushBatch flushes;

	WebSocketOpener(EngineServer engine, NettyLoop loop, FlushBatch flushes) {
		this.loop = loop;
		this.engine = engine;
		this.flushes = flushes;
	}

	/** Opens a WebSocket, or returns the response that says why not. */
	Optional<HttpResponse> open(ChannelHandlerContext ctx, InboundRequest inbound, HttpRequest request) {
		if (!WebSocketVersion.V13.toHttpHeaderValue()
			.equals(request.headers().first(HttpHeaderNames.SEC_WEBSOCKET_VERSION.toString()))) {
			return Optional.of(HttpResponse.of(426).withHeader("Sec-WebSocket-Version", "13"));
		}
		if (!request.method().equals("GET")
				|| !request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY.toString())) {
			return Optional.of(HttpResponse.of(400));
		}
		Optional<HttpResponse> refusal = this.engine.refuse(request);
		if (refusal.isEmpty()) {
			handshake(ctx, inbound, request);
		}
		return refusal;
	}

	private void handshake(ChannelHandlerContext ctx, InboundRequest inbound, HttpRequest request) {
		int maxPayload = this.engine.settings().maxPayload();
		WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
			.maxFramePayloadLength(maxPayload)
			.allowExtensions(false)
			.build();
		WebSocketServerHandshaker handshaker = new WebSocketServerHandshaker13(null, null, config);
		DefaultFullHttpRequest upgrade = new DefaultFullHttpRequest(inbound.head().protocolVersion(),
				inbound.head().method(), inbound.head().uri(), Unpooled.EMPTY_BUFFER, inbound.head().headers(),
				EmptyHttpHeaders.INSTANCE);
		Channel channel = ctx.channel();
		handshaker.handshake(channel, upgrade, null, channel.newPromise()).addListener((done) -> {
			if (!done.isSuccess()) {
				Wire.close(channel);
				return;
			}
			ChannelPipeline pipeline = channel.pipeline();
			pipeline.addLast(new Utf8FrameValidator());
			pipeline.addLast(new WebSocketFrameAggregator(maxPayload));
			WebSocketConnection connection = new WebSocketConnection(channel, this.loop, this.flushes);
			pipeline.addLast(connection);
			pipeline.remove(HttpConnectionHandler.class);
			connection.receiver(this.engine.open(request, connection));
		});
	}

}
