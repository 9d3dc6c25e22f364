package io.github.tegrabox.chat;

import java.util.function.Consumer;

import io.github.tegrabox.chat.internal.http.RestOperations;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;
import io.github.tegrabox.chat.rest.ReactiveMessagesApi;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import reactor.core.publisher.Mono;

/**
 * The operations of a client or of a view of one.
 */
abstract class AbstractReactiveChatClient implements ReactiveChatClient {

	abstract RestOperations operations();

	abstract ChatClientBuilder<?> origin();

	@Override
	public abstract AbstractReactiveChatClient withOptions(Consumer<CallOptions> options);

	@Override
	public abstract AbstractReactiveChatClient asUser(String userId);

	@Override
	public ReactiveUsersApi users() {
		return operations().reactiveUsers();
	}

	@Override
	public ReactiveRoomsApi rooms() {
		return operations().reactiveRooms();
	}

	@Override
	public ReactiveMessagesApi messages() {
		return operations().reactiveMessages();
	}

	@Override
	public ReactiveAuthApi auth() {
		return operations().reactiveAuth();
	}

	@Override
	public Mono<String> projectId() {
		return operations().reactiveProjectId();
	}

	@Override
	public ChatClientBuilder<ReactiveChatClient> mutate() {
		return ChatClientBuilder.reactive().presetWith(origin());
	}

}
