package io.github.tegrabox.chat.rest;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.model.UpdateUserInput;

/**
 * Users of the project, with the API key, as {@link Mono} and {@link Flux}. Nothing is
 * sent before subscription; errors arrive as a
 * {@link io.github.tegrabox.chat.error.ChatException}. Signals arrive on the HTTP
 * client's threads, which must not be blocked.
 */
public interface ReactiveUsersApi {

	/**
	 * Creates a user. Wire operation: {@code users.create}.
	 * @param input the user
	 * @return the user as created
	 */
	Mono<ChatUser> create(CreateUserInput input);

	/**
	 * Reads the first page of users, 50 at most. Wire operation: {@code users.list}.
	 * @return the page
	 */
	Mono<PaginatedResponse<ChatUser>> list();

	/**
	 * Reads a page of users. Wire operation: {@code users.list}.
	 * @param pagination which page
	 * @return the page
	 */
	Mono<PaginatedResponse<ChatUser>> list(PaginationParams pagination);

	/**
	 * All users, lazily: a page is fetched when the consumer gets there, and no user
	 * comes twice. Items that cannot be read hide no others: the list ends with a
	 * {@link io.github.tegrabox.chat.error.ChatDecodingException} that names them, after
	 * all others have come. Wire operation: {@code users.list}.
	 * @return the users
	 */
	Flux<ChatUser> listAll();

	/**
	 * Reads a user. Wire operation: {@code users.get}.
	 * @param userId the id of the user
	 * @return the user
	 */
	Mono<ChatUser> get(String userId);

	/**
	 * Looks a user up by the id in the application's own world. Wire operation:
	 * {@code users.list}.
	 * @param externalUserId the external id
	 * @return the user, empty if there is none
	 */
	Mono<ChatUser> findByExternalId(String externalUserId);

	/**
	 * Creates a user, or returns the one that has the external id already. Safe to be
	 * called concurrently. Wire operation: {@code users.create}.
	 * @param input the user
	 * @return the user
	 */
	Mono<ChatUser> getOrCreate(CreateUserInput input);

	/**
	 * Changes a user. Wire operation: {@code users.update}.
	 * @param userId the id of the user
	 * @param input what to change
	 * @return the user as changed
	 */
	Mono<ChatUser> update(String userId, UpdateUserInput input);

	/**
	 * Issues a token for a user, with the server's default life. Wire operation:
	 * {@code users.generateToken}.
	 * @param userId the id of the user
	 * @return the token
	 */
	Mono<TokenResponse> generateToken(String userId);

	/**
	 * Issues a token for a user. Wire operation: {@code users.generateToken}.
	 * @param userId the id of the user
	 * @param expiresIn the life of the token, whole seconds, at least one
	 * @return the token
	 */
	Mono<TokenResponse> generateToken(String userId, Duration expiresIn);

	/**
	 * Revokes every token issued to a user so far and closes the user's sockets. Wire
	 * operation: {@code users.revokeToken}.
	 * @param userId the id of the user
	 * @return completion
	 */
	Mono<Void> revokeToken(String userId);

	/**
	 * Deletes a user. Wire operation: {@code users.delete}.
	 * @param userId the id of the user
	 * @return completion
	 */
	Mono<Void> delete(String userId);

}
