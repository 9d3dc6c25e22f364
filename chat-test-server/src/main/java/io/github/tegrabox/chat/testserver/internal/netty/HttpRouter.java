package io.github.tegrabox.chat.testserver.internal.netty;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.tegrabox.chat.testserver.internal.engineio.EngineServer;
import io.github.tegrabox.chat.testserver.internal.http.HttpHandler;
import io.github.tegrabox.chat.testserver.internal.http.HttpHeaders;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who answers a request: the Engine.IO server under its path, the handler elsewhere.
 */
final class HttpRouter {

	private static final Logger logger = LoggerFactory.getLogger(HttpRouter.class);

	private static final int MAX_PARAMETERS = 1024;

	private final String socketPath;

	private final EngineServer engine;

	private final HttpHandler handler;

	HttpRouter(NettyServerSettings settings, EngineServer engine, HttpHandler handler) {
		this.socketPath = settings.socketPath();
		this.engine = engine;
		this.handler = handler;
	}

	EngineServer engine() {
		return this.engine;
	}

	/**
	 * Translates a request.
	 * @throws IllegalArgumentException if its URI is malformed
	 */
	HttpRequest translate(InboundRequest inbound, InetSocketAddress remoteAddress) {
		String target = inbound.head().uri();
		String uri = originForm(target);
		HttpHeaders headers = HttpHeaders.of(inbound.head().headers());
		String authority = authority(target);
		if (authority != null) {
			// It is what counts then, whatever the field says.
			headers = headers.with("Host", authority);
		}
		int query = uri.indexOf('?');
		String method = inbound.isHead() ? "GET" : inbound.head().method().name();
		return new HttpRequest(method, (query >= 0) ? uri.substring(0, query) : uri,
				new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MAX_PARAMETERS, true).parameters(), headers,
				inbound.body(), remoteAddress);
	}

	boolean isWebSocketUpgrade(HttpRequest request, InboundRequest inbound) {
		return isSocketPath(request.path())
				&& inbound.head().headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
	}

	/** Never throws, never fails: whatever goes wrong in a handler is a 500. */
	CompletionStage<HttpResponse> answer(HttpRequest request) {
		try {
			return isSocketPath(request.path()) ? this.engine.handle(request) : this.handler.handle(request);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.completedFuture(failed(request, ex));
		}
	}

	HttpResponse failed(HttpRequest request, Throwable cause) {
		logger.error("Handler of {} failed", request, cause);
		return Refusals.of(500);
	}

	private boolean isSocketPath(String path) {
		return path.startsWith(this.socketPath) && (path.length() == this.socketPath.length()
				|| (path.charAt(this.socketPath.length()) == '/' && path.length() == this.socketPath.length() + 1));
	}

	/** A proxy's request names the whole address. */
	private static String originForm(String uri) {
		int authority = authorityOf(uri);
		if (authority < 0) {
			return uri;
		}
		int path = uri.indexOf('/', authority);
		return (path >= 0) ? uri.substring(path) : "/";
	}

	private static @Nullable String authority(String uri) {
		int authority = authorityOf(uri);
		if (authority < 0) {
			return null;
		}
		int path = uri.indexOf('/', authority);
		return uri.substring(authority, (path >= 0) ? path : uri.length());
	}

	private static int authorityOf(String uri) {
		int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
		return (scheme >= 0) ? scheme + 3 : -1;
	}

}
