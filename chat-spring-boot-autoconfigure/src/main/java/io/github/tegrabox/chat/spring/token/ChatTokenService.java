package io.github.tegrabox.chat.spring.token;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Issuer of tokens for the application's own users. Asks the Chat API once which chat
 * user an external id stands for, however many ask at the same time, and again when that
 * user is gone; then one call issues one token. Safe for use by several threads, blocks
 * none.
 */
public final class ChatTokenService {

	private final Supplier<ReactiveUsersApi> users;

	private final UserIdCache userIds;

	private final boolean provisionUsers;

	private final ConcurrentMap<String, Mono<String>> lookUps = new ConcurrentHashMap<>();

	/**
	 * Creates a service.
	 * @param users supplies the operations on users; asked at each call
	 * @param userIds remembers which chat user an external id stands for
	 * @param provisionUsers whether to create users that do not exist
	 */
	public ChatTokenService(Supplier<ReactiveUsersApi> users, UserIdCache userIds, boolean provisionUsers) {
		this.users = users;
		this.userIds = userIds;
		this.provisionUsers = provisionUsers;
	}

	/**
	 * Issues a token, on subscription. Wire operations: {@code users.generateToken}, at
	 * first sight of the user {@code users.create} or {@code users.list}.
	 * @param user the user
	 * @return the token, with the id of its user; or a
	 * {@link io.github.tegrabox.chat.error.ChatException}
	 */
	public Mono<TokenResponse> issue(CreateUserInput user) {
		return Mono.defer(() -> {
			String known = this.userIds.get(user.externalUserId());
			if (known == null) {
				return lookUp(user).flatMap(this::generate);
			}
			return generate(known).onErrorResume(ChatNotFoundException.class, (ex) -> {
				this.userIds.remove(user.externalUserId(), known);
				return lookUp(user).flatMap(this::generate);
			});
		});
	}

	/**
	 * Revokes every token of a user, on subscription; does nothing if there is no such
	 * user. Wire operations: {@code users.revokeToken}, if the user is not remembered
	 * {@code users.list}.
	 * @param user the user
	 * @return completion; or a {@link io.github.tegrabox.chat.error.ChatException}
	 */
	public Mono<Void> revoke(CreateUserInput user) {
		return Mono.defer(() -> {
			String known = this.userIds.get(user.externalUserId());
			Mono<String> userId = (known != null) ? Mono.just(known) : find(user);
			return userId.flatMap(this.users.get()::revokeToken).onErrorResume(ChatNotFoundException.class, (ex) -> {
				if (known != null) {
					this.userIds.remove(user.externalUserId(), known);
				}
				return Mono.empty();
			});
		});
	}

	int lookUpsUnderWay() {
		return this.lookUps.size();
	}

	private Mono<TokenResponse> generate(String userId) {
		return this.users.get()
			.generateToken(userId)
			.map((token) -> (token.userId() != null) ? token
					: new TokenResponse(token.token(), userId, token.expiresAt()));
	}

	private Mono<String> lookUp(CreateUserInput user) {
		return this.lookUps.computeIfAbsent(user.externalUserId(), (externalId) -> {
			Mono<String> userId = this.provisionUsers ? this.users.get().getOrCreate(user).map(ChatUser::id)
					: find(user).switchIfEmpty(Mono.error(UnknownChatUserException::new));
			// Not on the first caller's thread, whose interrupt would end it for all.
			return userId.subscribeOn(Schedulers.parallel())
				.doOnNext((id) -> this.userIds.put(externalId, id))
				.doOnTerminate(() -> this.lookUps.remove(externalId))
				.cache();
		});
	}

	private Mono<String> find(CreateUserInput user) {
		return this.users.get().findByExternalId(user.externalUserId()).map(ChatUser::id);
	}

}
