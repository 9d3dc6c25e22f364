package io.github.tegrabox.chat;

import java.util.function.Consumer;

import io.github.tegrabox.chat.internal.http.RestOperations;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.socket.ChatSocket;

/**
 * View of a client whose calls have other options; all else is the client's own.
 */
final class OptionsView extends AbstractReactiveChatClient {

	private final DefaultReactiveChatClient client;

	private final CallOptions options;

	private final RestOperations operations;

	OptionsView(DefaultReactiveChatClient client, CallOptions options) {
		this.client = client;
		this.options = options;
		this.operations = client.operations().with(options);
	}

	@Override
	RestOperations operations() {
		return this.operations;
	}

	@Override
	ChatClientBuilder<?> origin() {
		return this.client.origin();
	}

	@Override
	public ChatSocket socket() {
		return this.client.socket();
	}

	@Override
	public AbstractReactiveChatClient withOptions(Consumer<CallOptions> options) {
		CallOptions more = new CallOptions(this.options);
		options.accept(more);
		return new OptionsView(this.client, more);
	}

	@Override
	public AbstractReactiveChatClient asUser(String userId) {
		return this.client.asUser(userId);
	}

	/**
	 * Does nothing: what there is to close is the client's.
	 */
	@Override
	public void close() {
	}

	@Override
	public String toString() {
		return this.client + " with " + this.options;
	}

}
