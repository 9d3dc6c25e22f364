package io.github.tegrabox.chat.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.model.UpdateUserInput;

/**
 * Users of the project, with the API key, blocking. Every operation waits for its answer,
 * is safe on virtual threads, and throws a
 * {@link io.github.tegrabox.chat.error.ChatException} when it fails; an interrupt ends it
 * with one, the flag kept. Called on a Reactor thread it throws an
 * {@link IllegalStateException}: there, use {@link ReactiveUsersApi}.
 */
public interface UsersApi {

	/**
	 * Creates a user. Wire operation: {@code users.create}.
	 * @param input the user
	 * @return the user as created
	 */
	ChatUser create(CreateUserInput input);

	/**
	 * Reads the first page of users, 50 at most. Wire operation: {@code users.list}.
	 * @return the page
	 */
	PaginatedResponse<ChatUser> list();

	/**
	 * Reads a page of users. Wire operation: {@code users.list}.
	 * @param pagination which page
	 * @return the page
	 */
	PaginatedResponse<ChatUser> list(PaginationParams pagination);

	/**
	 * All users, lazily: a page is fetched when the consumer gets there, and no user
	 * comes twice. Items that cannot be read hide no others: the list ends with a
	 * {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them, after
	 * all others have come. Wire operation: {@code users.list}.
	 * @return the users
	 */
	Stream<ChatUser> listAll();

	/**
	 * Reads a user. Wire operation: {@code users.get}.
	 * @param userId the id of the user
	 * @return the user
	 */
	ChatUser get(String userId);

	/**
	 * Looks a user up by the id in the application's own world. Wire operation:
	 * {@code users.list}.
	 * @param externalUserId the external id
	 * @return the user, empty if there is none
	 */
	Optional<ChatUser> findByExternalId(String externalUserId);

	/**
	 * Creates a user, or returns the one that has the external id already. Safe to be
	 * called concurrently. Wire operation: {@code users.create}.
	 * @param input the user
	 * @return the user
	 */
	ChatUser getOrCreate(CreateUserInput input);

	/**
	 * Changes a user. Wire operation: {@code users.update}.
	 * @param userId the id of the user
	 * @param input what to change
	 * @return the user as changed
	 */
	ChatUser update(String userId, UpdateUserInput input);

	/**
	 * Issues a token for a user, with the server's default life. Wire operation:
	 * {@code users.generateToken}.
	 * @param userId the id of the user
	 * @return the token
	 */
	TokenResponse generateToken(String userId);

	/**
	 * Issues a token for a user. Wire operation: {@code users.generateToken}.
	 * @param userId the id of the user
	 * @param expiresIn the life of the token, whole seconds, at least one
	 * @return the token
	 */
	TokenResponse generateToken(String userId, Duration expiresIn);

	/**
	 * Revokes every token issued to a user so far and closes the user's sockets. Wire
	 * operation: {@code users.revokeToken}.
	 * @param userId the id of the user
	 */
	void revokeToken(String userId);

	/**
	 * Deletes a user. Wire operation: {@code users.delete}.
	 * @param userId the id of the user
	 */
	void delete(String userId);

}
