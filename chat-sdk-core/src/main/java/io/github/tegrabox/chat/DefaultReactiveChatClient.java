package io.github.tegrabox.chat;

import io.github.tegrabox.chat.rest.JdkConnection;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;
import io.github.tegrabox.chat.rest.ReactiveMessagesApi;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.rest.RestOperations;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * The client: all that the reactive and the blocking face share.
 */
final class DefaultReactiveChatClient implements ReactiveChatClient {

	private final ClientSettings settings;

	/**
	 * Only if no builder with a connector was given: that one is not ours to close.
	 */
	private final @Nullable JdkConnection connection;

	private final RestOperations operations;

	DefaultReactiveChatClient(ClientSettings settings) {
		this.settings = settings;
		WebClient.Builder builder = settings.webClientBuilder();
		if (builder == null) {
			this.connection = JdkConnection.create(settings.rest().baseUrl(), settings.connectTimeout());
			builder = WebClient.builder().clientConnector(this.connection);
		}
		else {
			this.connection = null;
			builder = builder.clone();
		}
		if (settings.observationRegistry() != null) {
			builder.observationRegistry(settings.observationRegistry());
		}
		this.operations = new RestOperations(builder, settings.rest());
	}

	RestOperations operations() {
		return this.operations;
	}

	ChatClientBuilder<?> origin() {
		return this.settings.origin();
	}

	@Override
	public ReactiveUsersApi users() {
		return this.operations.reactiveUsers();
	}

	@Override
	public ReactiveRoomsApi rooms() {
		return this.operations.reactiveRooms();
	}

	@Override
	public ReactiveMessagesApi messages() {
		return this.operations.reactiveMessages();
	}

	@Override
	public ReactiveAuthApi auth() {
		return this.operations.reactiveAuth();
	}

	@Override
	public Mono<String> projectId() {
		return this.operations.reactiveProjectId();
	}

	@Override
	public ChatSocket socket() {
		throw new IllegalStateException("Not assembled yet");
	}

	@Override
	public ChatClientBuilder<ReactiveChatClient> mutate() {
		return ChatClientBuilder.reactive().presetWith(this.settings.origin());
	}

	@Override
	public void close() {
		if (this.connection != null) {
			this.connection.close();
		}
	}

	@Override
	public String toString() {
		return "ChatClient[baseUrl=" + this.settings.rest().baseUrl() + ']';
	}

}
