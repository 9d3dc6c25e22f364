package io.github.tegrabox.chat;

import io.github.tegrabox.chat.internal.http.RestOperations;
import io.github.tegrabox.chat.internal.http.RestSettings;
import io.github.tegrabox.chat.internal.socket.session.ChatSockets;
import io.github.tegrabox.chat.internal.socket.session.CloseableChatSocket;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;
import io.github.tegrabox.chat.rest.ReactiveMessagesApi;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The client: all that the reactive and the blocking face share.
 */
final class DefaultReactiveChatClient implements ReactiveChatClient {

	private final ClientSettings settings;

	/**
	 * Made at the first call: an application starts before it makes one.
	 */
	private final SingletonSupplier<RestOperations> operations;

	private @Nullable CloseableChatSocket socket;

	private boolean closed;

	DefaultReactiveChatClient(ClientSettings settings) {
		this.settings = settings;
		this.operations = SingletonSupplier.of(() -> operations(settings));
	}

	private static RestOperations operations(ClientSettings settings) {
		WebClient.Builder builder = (settings.webClientBuilder() != null) ? settings.webClientBuilder().obtain().clone()
				: WebClient.builder().clientConnector(settings.resources().connection());
		if (settings.observationRegistry() != null) {
			builder.observationRegistry(settings.observationRegistry());
		}
		return new RestOperations(builder, settings.rest());
	}

	RestOperations operations() {
		return this.operations.obtain();
	}

	ChatClientBuilder<?> origin() {
		return this.settings.origin();
	}

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
	public synchronized ChatSocket socket() {
		CloseableChatSocket current = this.socket;
		if (current == null) {
			current = createSocket();
			this.socket = current;
			if (this.closed) {
				current.close();
			}
		}
		return current;
	}

	private CloseableChatSocket createSocket() {
		RestSettings rest = this.settings.rest();
		return ChatSockets.builder(rest.baseUrl(), this.settings.resources().sockets())
			.settings(this.settings.socket())
			.wire(rest.wire())
			.tokens(rest.tokens())
			.history((roomId, page) -> messages().list(roomId, page))
			.errorHandler(this.settings.listenerErrorHandler())
			.build();
	}

	@Override
	public ChatClientBuilder<ReactiveChatClient> mutate() {
		return ChatClientBuilder.reactive().presetWith(this.settings.origin());
	}

	@Override
	public void close() {
		CloseableChatSocket current;
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			current = this.socket;
		}
		if (current != null) {
			current.close();
		}
		this.settings.resources().close();
	}

	@Override
	public String toString() {
		return "ChatClient[baseUrl=" + this.settings.rest().baseUrl() + ']';
	}

}
