package io.github.tegrabox.chat.testserver.internal.netty;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/**
 * A request as it came in: whole, or found wanting.
 */
final class InboundRequest {

	private static final byte[] NO_BODY = {};

	private final HttpRequest head;

	private final byte[] body;

	private final int refusal;

	private InboundRequest(HttpRequest head, byte[] body, int refusal) {
		this.head = head;
		this.body = body;
		this.refusal = refusal;
	}

	static InboundRequest whole(HttpRequest head, byte[] body) {
		return new InboundRequest(head, body, 0);
	}

	static InboundRequest refused(HttpRequest head, int status) {
		return new InboundRequest(head, NO_BODY, status);
	}

	HttpRequest head() {
		return this.head;
	}

	byte[] body() {
		return this.body;
	}

	/** The status that refuses it, after which the connection closes, or 0. */
	int refusal() {
		return this.refusal;
	}

	boolean isKeepAlive() {
		return this.refusal == 0 && HttpUtil.isKeepAlive(this.head);
	}

	boolean isHead() {
		return this.head.method().equals(HttpMethod.HEAD);
	}

}
