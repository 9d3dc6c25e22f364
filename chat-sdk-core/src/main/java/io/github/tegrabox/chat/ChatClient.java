package io.github.tegrabox.chat;

import java.util.function.Consumer;

import io.github.tegrabox.chat.rest.AuthApi;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.MessagesApi;
import io.github.tegrabox.chat.rest.RoomsApi;
import io.github.tegrabox.chat.rest.UsersApi;
import io.github.tegrabox.chat.socket.ChatSocket;

/**
 * Blocking client of the Chat API, for servlet code and virtual threads. Immutable and
 * safe for use by several threads: one per project is enough.
 */
public interface ChatClient extends AutoCloseable {

	/**
	 * Returns a new builder. Set at least one credential: an API key, a JWT or a token
	 * provider.
	 * @return the builder
	 */
	static ChatClientBuilder<ChatClient> builder() {
		return ChatClientBuilder.blocking();
	}

	/**
	 * Returns the operations on users.
	 * @return the operations
	 */
	UsersApi users();

	/**
	 * Returns the operations on rooms.
	 * @return the operations
	 */
	RoomsApi rooms();

	/**
	 * Returns the operations on messages.
	 * @return the operations
	 */
	MessagesApi messages();

	/**
	 * Returns the operations on tokens.
	 * @return the operations
	 */
	AuthApi auth();

	/**
	 * Returns the id of the project that the credentials belong to. The first call that
	 * needs it looks it up; the id is then kept as long as the API key stays the same.
	 * Blocks for the look-up.
	 * @return the id
	 * @throws io.github.tegrabox.chat.error.ChatException if the look-up fails
	 */
	String projectId();

	/**
	 * Returns the realtime connection. It is always the same object, and not connected
	 * until {@link ChatSocket#connect()} is called.
	 * @return the socket
	 */
	ChatSocket socket();

	/**
	 * Returns the same client with its operations as {@code Mono} and {@code Flux}. Both
	 * share connections, credentials and the socket.
	 * @return the reactive client
	 */
	ReactiveChatClient reactive();

	/**
	 * Returns a light view of this client whose calls use other options. It shares
	 * everything with this client, including the socket, and needs no {@link #close()}.
	 * @param options sets the options
	 * @return the view
	 * @throws IllegalArgumentException if an option is invalid
	 */
	ChatClient withOptions(Consumer<CallOptions> options);

	/**
	 * Returns a client that acts as a user: its socket, and its calls that take a JWT,
	 * use tokens of that user. The tokens are issued with the API key when they are
	 * needed, and renewed automatically. The client shares connections, project id and
	 * threads with this one; closing it closes only its socket.
	 * @param userId the id of the user
	 * @return the client, which the caller must close
	 * @throws IllegalArgumentException if the id is blank, {@code .} or {@code ..}
	 * @throws IllegalStateException if this client has no API key
	 */
	ChatClient asUser(String userId);

	/**
	 * Returns a builder for another client, preset with everything this one was built
	 * with.
	 * @return the builder
	 */
	ChatClientBuilder<ChatClient> mutate();

	/**
	 * Closes the socket and releases what this client created. Blocks until queued events
	 * have reached their listeners, for the shutdown timeout of the socket's settings at
	 * most. Closing again does nothing.
	 */
	@Override
	void close();

}
