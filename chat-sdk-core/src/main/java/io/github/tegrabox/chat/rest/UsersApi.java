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
 * Blocking operations on the users of the project. They need the API key. Each operation
 * waits for its response and is safe on virtual threads.
 * <p>
 * An operation throws a {@link io.github.tegrabox.chat.error.ChatException} when it
 * fails, also when the thread is interrupted; the interrupt flag then stays set. It
 * throws an {@link IllegalArgumentException} if an argument is blank or cannot be sent,
 * and an {@link IllegalStateException} if the client lacks the credential, or on a
 * Reactor thread: use {@link ReactiveUsersApi} there.
 */
public interface UsersApi {

	/**
	 * Creates a user. Wire operation: {@code users.create}.
	 * @param input the user
	 * @return the created user
	 */
	ChatUser create(CreateUserInput input);

	/**
	 * Returns the first page of users, 50 at most. Wire operation: {@code users.list}.
	 * @return the page
	 */
	PaginatedResponse<ChatUser> list();

	/**
	 * Returns a page of users. Wire operation: {@code users.list}.
	 * @param pagination which page
	 * @return the page
	 */
	PaginatedResponse<ChatUser> list(PaginationParams pagination);

	/**
	 * Returns all users, lazily: the next page is fetched when the consumer gets there,
	 * and no user comes twice. Items that cannot be read do not hide the others: after
	 * all the others, the stream ends with a
	 * {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them. Wire
	 * operation: {@code users.list}.
	 * @return the users
	 */
	Stream<ChatUser> listAll();

	/**
	 * Returns a user. Wire operation: {@code users.get}.
	 * @param userId the id of the user
	 * @return the user
	 */
	ChatUser get(String userId);

	/**
	 * Looks up a user by the application's own id. If the server ignores this filter, the
	 * list of users is read until one fits. Wire operation: {@code users.list}.
	 * @param externalUserId the external id
	 * @return the user, or empty if there is none
	 */
	Optional<ChatUser> findByExternalId(String externalUserId);

	/**
	 * Creates a user, or returns the existing one with the same external id. May be
	 * called concurrently. Wire operations: {@code users.create}; if the user exists,
	 * also {@code users.get} or {@code users.list}.
	 * @param input the user
	 * @return the user
	 */
	ChatUser getOrCreate(CreateUserInput input);

	/**
	 * Changes a user. Wire operation: {@code users.update}.
	 * @param userId the id of the user
	 * @param input what to change
	 * @return the changed user
	 */
	ChatUser update(String userId, UpdateUserInput input);

	/**
	 * Issues a token for a user, with the server's default lifetime. Wire operation:
	 * {@code users.generateToken}.
	 * @param userId the id of the user
	 * @return the token
	 */
	TokenResponse generateToken(String userId);

	/**
	 * Issues a token for a user. Wire operation: {@code users.generateToken}.
	 * @param userId the id of the user
	 * @param expiresIn the lifetime of the token, at least one second; fractions of a
	 * second are cut off
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
