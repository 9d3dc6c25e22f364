package io.github.tegrabox.chat.testserver.internal.netty;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP connection: answers its requests one after the other, in their order, however
 * fast they come.
 */
final class HttpConnectionHandler extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger(HttpConnectionHandler.class);

	private static final int MAX_PIPELINED = 32;

	private final HttpRouter router;

	private final CorsHeaders cors;

	private final NettyLoop loop;

	private final WebSocketOpener webSockets;

	private final RequestAssembler assembler;

	private final Queue<InboundRequest> requests = new ArrayDeque<>();

	private @Nullable CompletableFuture<HttpResponse> answer;

	private boolean answering;

	private boolean continueOwed;

	private boolean pumping;

	HttpConnectionHandler(NettyServerSettings settings, HttpRouter router, NettyLoop loop, FlushBatch flushes) {
		this.router = router;
		this.cors = new CorsHeaders(settings.cors());
		this.loop = loop;
		this.webSockets = new WebSocketOpener(router.engine(), loop, flushes);
		this.assembler = new RequestAssembler(settings.maxBody(), this.requests::add, () -> this.continueOwed = true);
	}

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		try {
			if (message instanceof HttpObject part) {
				this.assembler.take(part);
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
		pump(ctx);
	}

	@Override
	public void channelInactive(ChannelHandlerContext ctx) {
		this.requests.clear();
		if (this.answer != null) {
			this.answer.cancel(false);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		logger.debug("Connection failed", cause);
		Wire.close(ctx);
	}

	private void pump(ChannelHandlerContext ctx) {
		if (this.pumping) {
			return;
		}
		this.pumping = true;
		while (!this.answering && !this.requests.isEmpty() && ctx.channel().isActive()) {
			this.answering = true;
			handle(ctx, this.requests.remove());
		}
		this.pumping = false;
		if (this.continueOwed && !this.answering) {
			this.continueOwed = false;
			Wire.writeAndFlush(ctx, new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
		}
		ctx.channel().config().setAutoRead(this.requests.size() < MAX_PIPELINED);
	}

	private void handle(ChannelHandlerContext ctx, InboundRequest inbound) {
		if (inbound.refusal() != 0) {
			respond(ctx, inbound, Refusals.of(inbound.refusal()));
			return;
		}
		HttpRequest request;
		try {
			request = this.router.translate(inbound, (InetSocketAddress) ctx.channel().remoteAddress());
		}
		catch (IllegalArgumentException ex) {
			respond(ctx, inbound, Refusals.of(400));
			return;
		}
		if (this.router.isWebSocketUpgrade(request, inbound)) {
			Optional<HttpResponse> refusal = this.webSockets.open(ctx, inbound, request);
			refusal.ifPresent((response) -> respond(ctx, inbound, response));
		}
		else if (this.cors.isPreflight(request)) {
			respond(ctx, inbound, this.cors.addTo(this.cors.preflight(request), request));
		}
		else {
			answer(ctx, inbound, request);
		}
	}

	private void answer(ChannelHandlerContext ctx, InboundRequest inbound, HttpRequest request) {
		CompletableFuture<HttpResponse> future = this.router.answer(request).toCompletableFuture();
		this.answer = future;
		var unused = future.whenComplete((response, failure) -> this.loop.run(() -> {
			this.answer = null;
			if (!ctx.channel().isActive()) {
				return;
			}
			HttpResponse result = (failure != null) ? this.router.failed(request, failure) : response;
			respond(ctx, inbound, this.cors.addTo(result, request));
		}));
	}

	private void respond(ChannelHandlerContext ctx, InboundRequest inbound, HttpResponse response) {
		writer(ctx, inbound, response).write(() -> {
			this.answering = false;
			pump(ctx);
		});
	}

	private ResponseWriter writer(ChannelHandlerContext ctx, InboundRequest inbound, HttpResponse response) {
		try {
			return new ResponseWriter(ctx, this.loop, inbound, response);
		}
		catch (IllegalArgumentException ex) {
			logger.error("No such response can be sent: {}", response, ex);
			return new ResponseWriter(ctx, this.loop, inbound, Refusals.of(500));
		}
	}

}
