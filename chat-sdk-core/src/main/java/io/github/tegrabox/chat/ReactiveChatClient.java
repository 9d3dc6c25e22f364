package io.github.tegrabox.chat;

import java.util.function.Consumer;

import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;
import io.github.tegrabox.chat.rest.ReactiveMessagesApi;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.socket.ChatSocket;
import reactor.core.publisher.Mono;

/**
 * Client of the Chat API, reactive. Immutable and safe for use by several threads; one a
 * project is enough.
 */
public interface ReactiveChatClient extends AutoCloseable {

	/**
	 * A builder. At least one credential has to be set: an API key, a JWT or a token
	 * provider.
	 * @return the builder
	 */
	static ChatClientBuilder<ReactiveChatClient> builder() {
		return ChatClientBuilder.reactive();
	}

	/**
	 * Returns the operations on users.
	 * @return the operations
	 */
	ReactiveUsersApi users();

	/**
	 * Returns the operations on rooms.
	 * @return the operations
	 */
	ReactiveRoomsApi rooms();

	/**
	 * Returns the operations on messages.
	 * @return the operations
	 */
	ReactiveMessagesApi messages();

	/**
	 * Returns the operations on tokens.
	 * @return the operations
	 */
	ReactiveAuthApi auth();

	/**
	 * Returns the id of the project that the credentials belong to, looked up at the
	 * first call that needs it and kept, as long as the API key is the same.
	 * @return the id, on subscription; or a
	 * {@link io.github.tegrabox.chat.error.ChatException} if the look-up failed
	 */
	Mono<String> projectId();

	/**
	 * Returns the realtime connection, always the same one, not connected at first.
	 * @return the socket
	 */
	ChatSocket socket();

	/**
	 * Returns a light view of this client whose calls have other options; it shares
	 * everything with this client, the socket too, and needs no {@link #close()}.
	 * @param options sets the options
	 * @return the view
	 * @throws IllegalArgumentException if an option makes no sense
	 */
	ReactiveChatClient withOptions(Consumer<CallOptions> options);

	/**
	 * Returns a client that acts as a user: its socket and the calls that take a JWT
	 * carry tokens of that user, issued with the API key when they are needed and renewed
	 * by themselves. It shares connections, project id and threads with this one; closing
	 * it ends its socket alone.
	 * @param userId the id of the user
	 * @return the client, to be closed
	 * @throws IllegalStateException if this client has no API key
	 */
	ReactiveChatClient asUser(String userId);

	/**
	 * A builder of another client, preset with all that this one was built with.
	 * @return the builder
	 */
	ChatClientBuilder<ReactiveChatClient> mutate();

	/**
	 * Closes the socket and releases what this client created. Closing again does
	 * nothing.
	 */
	@Override
	void close();

}
