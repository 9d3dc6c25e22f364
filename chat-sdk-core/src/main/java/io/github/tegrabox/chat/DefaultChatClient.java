package io.github.tegrabox.chat;

import java.util.function.Consumer;

import io.github.tegrabox.chat.rest.AuthApi;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.MessagesApi;
import io.github.tegrabox.chat.rest.RoomsApi;
import io.github.tegrabox.chat.rest.UsersApi;
import io.github.tegrabox.chat.socket.ChatSocket;

/**
 * Blocking face of the reactive client.
 */
// Not final: the aspects of an application may match it.
class DefaultChatClient implements ChatClient {

	private final AbstractReactiveChatClient reactive;

	DefaultChatClient(AbstractReactiveChatClient reactive) {
		this.reactive = reactive;
	}

	@Override
	public UsersApi users() {
		return this.reactive.operations().users();
	}

	@Override
	public RoomsApi rooms() {
		return this.reactive.operations().rooms();
	}

	@Override
	public MessagesApi messages() {
		return this.reactive.operations().messages();
	}

	@Override
	public AuthApi auth() {
		return this.reactive.operations().auth();
	}

	@Override
	public String projectId() {
		return this.reactive.operations().projectId();
	}

	@Override
	public ChatSocket socket() {
		return this.reactive.socket();
	}

	@Override
	public ReactiveChatClient reactive() {
		return this.reactive;
	}

	@Override
	public ChatClient withOptions(Consumer<CallOptions> options) {
		return new DefaultChatClient(this.reactive.withOptions(options));
	}

	@Override
	public ChatClient asUser(String userId) {
		return new DefaultChatClient(this.reactive.asUser(userId));
	}

	@Override
	public ChatClientBuilder<ChatClient> mutate() {
		return ChatClientBuilder.blocking().presetWith(this.reactive.origin());
	}

	@Override
	public void close() {
		this.reactive.close();
	}

	@Override
	public String toString() {
		return this.reactive.toString();
	}

}
