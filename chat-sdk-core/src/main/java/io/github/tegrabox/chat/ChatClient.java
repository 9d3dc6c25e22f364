package io.github.tegrabox.chat;

import java.util.function.Consumer;

import io.github.tegrabox.chat.rest.AuthApi;
import io.github.tegrabox.chat.rest.CallOptions;
import io.github.tegrabox.chat.rest.MessagesApi;
import io.github.tegrabox.chat.rest.RoomsApi;
import io.github.tegrabox.chat.rest.UsersApi;
import io.github.tegrabox.chat.socket.ChatSocket;

/**
 * Client of the Chat API, blocking: for servlet code and virtual threads. Immutable and
 * safe for use by several threads; one a project is enough.
 */
public interface ChatClient extends AutoCloseable {

	/**
	 * A builder. At least one credential has to be set: an API key, a JWT or a token
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
	 * Returns the id of the project that the credentials belong to, looked up at the
	 * first call that needs it and kept, as long as the API key is the same.
	 * @return the id
	 * @throws io.github.tegrabox.chat.error.ChatException if the look-up failed
	 */
	String projectId();

	/**
	 * Returns the realtime connection, always the same one, not connected at first.
	 * @return the socket
	 */
	ChatSocket socket();

	/**
	 * Returns the same client with operations as {@code Mono} and {@code Flux}; they
	 * share connections, credentials and the socket.
	 * @return the reactive twin
	 */
	ReactiveChatClient reactive();

	/**
	 * Returns a light view of this client whose calls have other options; it shares
	 * everything with this client, the socket too, and needs no {@link #close()}.
	 * @param options sets the options
	 * @return the view
	 * @throws IllegalArgumentException if an option makes no sense
	 */
	ChatClient withOptions(Consumer<CallOptions> options);

	/**
	 * Returns a client that acts as a user: its socket and the calls that take a JWT
	 * carry tokens of that user, issued with the API key when they are needed and renewed
	 * by themselves. It shares connections, project id and threads with this one; closing
	 * it ends its socket alone.
	 * @param userId the id of the user
	 * @return the client, to be closed
	 * @throws IllegalStateException if this client has no API key
	 */
	ChatClient asUser(String userId);

	/**
	 * A builder of another client, preset with all that this one was built with.
	 * @return the builder
	 */
	ChatClientBuilder<ChatClient> mutate();

	/**
	 * Closes the socket and releases what this client created. Closing again does
	 * nothing.
	 */
	@Override
	void close();

}
