package io.github.tegrabox.chat.testserver.internal.api;

import java.util.function.Supplier;

/**
 * The operations on messages.
 */
final class MessageOperations {

	static final int CONTENT_LENGTH = 4000;

	private final ChatStore store;

	private final Json json;

	private final LiveSockets live;

	private final Supplier<MessageOrder> order;

	MessageOperations(ChatStore store, Json json, LiveSockets live, Supplier<MessageOrder> order) {
		this.store = store;
		this.json = json;
		this.live = live;
		this.order = order;
	}

	Result list(Call call) {
		Page<Message> page = this.store.messages(call.roomId(), call.page(), this.order.get());
		return Result.ok(this.json.page(page, this.json::message));
	}

	Result create(Call call) {
		Fields fields = call.fields();
		String content = fields.required("content", CONTENT_LENGTH);
		String author = fields.required(call.userField(), Call.ID_LENGTH);
		fields.check();
		String userId = call.userIdOf(author, this.store);
		Message message = this.store.addMessage(call.roomId(), userId, content, this.live::publish);
		return Result.created(this.json.answer(this.json.message(message)));
	}

}
