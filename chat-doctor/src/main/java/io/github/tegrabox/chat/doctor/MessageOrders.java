package io.github.tegrabox.chat.doctor;

import io.github.tegrabox.chat.wire.MessageOrder;

/**
 * What a history tells of its order.
 */
final class MessageOrders {

	private MessageOrders() {
	}

	static void found(Dialect dialect, Findings findings, boolean newestFirst, String evidence) {
		MessageOrder order = newestFirst ? MessageOrder.NEWEST_FIRST : MessageOrder.OLDEST_FIRST;
		dialect.wire(dialect.wire().mutate().messageOrder(order).build());
		findings.works("order of the history", newestFirst ? "newest-first" : "oldest-first", evidence);
	}

}
