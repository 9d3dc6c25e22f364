package io.github.tegrabox.chat.testserver.internal.netty;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of requests together, within the limits. After a refused request it
 * takes nothing more.
 */
final class RequestAssembler {

	private final int maxBody;

	private final Consumer<InboundRequest> sink;

	private final Runnable onContinueExpected;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

	private @Nullable HttpRequest head;

	private boolean refused;

	RequestAssembler(int maxBody, Consumer<InboundRequest> sink, Runnable onContinueExpected) {
		this.maxBody = maxBody;
		this.sink = sink;
		this.onContinueExpected = onContinueExpected;
	}

	void take(HttpObject part) {
		if (this.refused) {
			return;
		}
		if (part.decoderResult().isFailure()) {
			refuse(status(part.decoderResult().cause()));
			return;
		}
		if (part instanceof HttpRequest request) {
			begin(request);
		}
		if (part instanceof HttpContent content && !this.refused) {
			add(content);
		}
	}

	private void begin(HttpRequest request) {
		this.head = request;
		if (request.protocolVersion().majorVersion() != 1) {
			refuse(505);
		}
		else if (HttpUtil.getContentLength(request, 0L) > this.maxBody) {
			refuse(413);
		}
		else if (HttpUtil.is100ContinueExpected(request)) {
			this.onContinueExpected.run();
		}
		else if (request.headers().contains(HttpHeaderNames.EXPECT)) {
			refuse(417);
		}
	}

	private void add(HttpContent content) {
		HttpRequest request = this.head;
		if (request == null) {
			return;
		}
		ByteBuf bytes = content.content();
		if (this.body.size() + bytes.readableBytes() > this.maxBody) {
			refuse(413);
			return;
		}
		this.body.writeBytes(ByteBufUtil.getBytes(bytes));
		if (content instanceof LastHttpContent) {
			this.head = null;
			byte[] whole = this.body.toByteArray();
			this.body.reset();
			this.sink.accept(InboundRequest.whole(request, whole));
		}
	}

	private void refuse(int status) {
		HttpRequest request = this.head;
		if (request == null) {
			request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
		}
		this.refused = true;
		this.sink.accept(InboundRequest.refused(request, status));
	}

	private static int status(Throwable cause) {
		if (cause instanceof TooLongHttpLineException) {
			return 414;
		}
		return (cause instanceof TooLongHttpHeaderException) ? 431 : 400;
	}

}
