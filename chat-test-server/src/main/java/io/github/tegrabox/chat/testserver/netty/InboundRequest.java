package io.github.tegrabox.chat.testserver.netty;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/**
 * A request as it came in: whole, or found wanting.
 *
 * @param head its head
 * @param body its body
 * @param refusal the status that refuses it, after which the connection closes, or 0
 */
record InboundRequest(HttpRequest head, byte[] body, int refusal) {

	boolean isKeepAlive() {
		return this.refusal == 0 && HttpUtil.isKeepAlive(this.head);
	}

	boolean isHead() {
		return this.head.method().equals(HttpMethod.HEAD);
	}

}
