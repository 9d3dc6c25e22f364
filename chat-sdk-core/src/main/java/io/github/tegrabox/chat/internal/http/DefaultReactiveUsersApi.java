package io.github.tegrabox.chat.internal.http;

import java.time.Duration;

import io.github.tegrabox.chat.error.ChatConflictException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reactive operations on users.
 */
final class DefaultReactiveUsersApi implements ReactiveUsersApi {

	private static final PaginationParams LOOK_UP = PaginationParams.of(1, PaginationParams.MAX_LIMIT);

	private final RestExchange exchange;

	private final ListCalls calls;

	private final Pages<ChatUser> all;

	DefaultReactiveUsersApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.calls = new ListCalls(wire);
		this.all = new Pages<>(exchange, this.calls, Operation.USERS_LIST, EntityReader.USER, ChatUser::id, null);
	}

	@Override
	public Mono<ChatUser> create(CreateUserInput input) {
		return this.exchange.execute(Call.of(Operation.USERS_CREATE, EntityReader.USER)
			.field("username", input.username())
			.field("external_user_id", input.externalUserId())
			.field("display_name", input.displayName())
			.field("email", input.email()));
	}

	@Override
	public Mono<PaginatedResponse<ChatUser>> list() {
		return list(ListCalls.FIRST_PAGE);
	}

	@Override
	public Mono<PaginatedResponse<ChatUser>> list(PaginationParams pagination) {
		return this.all.page(pagination);
	}

	@Override
	public Flux<ChatUser> listAll() {
		return this.all.flux();
	}

	Pages<ChatUser> all() {
		return this.all;
	}

	@Override
	public Mono<ChatUser> get(String userId) {
		return this.exchange.execute(Call.of(Operation.USERS_GET, EntityReader.USER).id("userId", userId));
	}

	@Override
	public Mono<ChatUser> findByExternalId(String externalUserId) {
		if (externalUserId == null || externalUserId.isBlank()) {
			throw new IllegalArgumentException("externalUserId must not be blank");
		}
		return this.exchange.execute(this.calls.usersOf(externalUserId, LOOK_UP))
			.map(Page::response)
			.flatMap((page) -> {
				if (page.items().isEmpty() && page.unreadable().isEmpty()) {
					return Mono.empty();
				}
				// A server that does not know the filter returns all users.
				return Flux.fromIterable(page.items())
					.concatWith(Flux.defer(this::listAll))
					.filter((user) -> user.externalUserId().equals(externalUserId))
					.next();
			});
	}

	@Override
	public Mono<ChatUser> getOrCreate(CreateUserInput input) {
		return create(input).onErrorResume(ChatConflictException.class,
				(conflict) -> named(conflict).filter((user) -> user.externalUserId().equals(input.externalUserId()))
					.switchIfEmpty(Mono.defer(() -> findByExternalId(input.externalUserId())))
					.switchIfEmpty(Mono.error(conflict)));
	}

	/**
	 * Returns the user that a conflict names, if that user exists.
	 */
	private Mono<ChatUser> named(ChatConflictException conflict) {
		Object userId = conflict.details().getOrDefault("user_id", conflict.details().get("userId"));
		if (userId == null || !PathTemplate.isSegment(userId.toString())) {
			return Mono.empty();
		}
		return get(userId.toString()).onErrorResume(ChatNotFoundException.class, (gone) -> Mono.empty());
	}

	@Override
	public Mono<ChatUser> update(String userId, UpdateUserInput input) {
		return this.exchange.execute(Call.of(Operation.USERS_UPDATE, EntityReader.USER)
			.id("userId", userId)
			.field("username", input.username())
			.field("display_name", input.displayName())
			.field("email", input.email())
			.field("status", input.status()));
	}

	@Override
	public Mono<TokenResponse> generateToken(String userId) {
		return issueToken(userId, null);
	}

	@Override
	public Mono<TokenResponse> generateToken(String userId, Duration expiresIn) {
		if (expiresIn.toSeconds() < 1) {
			throw new IllegalArgumentException("expiresIn must be at least a second, but is " + expiresIn);
		}
		return issueToken(userId, expiresIn.toSeconds());
	}

	private Mono<TokenResponse> issueToken(String userId, @Nullable Long seconds) {
		return this.exchange.execute(Call.of(Operation.USERS_GENERATE_TOKEN, EntityReader.TOKEN)
			.id("userId", userId)
			.field("expires_in", seconds));
	}

	@Override
	public Mono<Void> revokeToken(String userId) {
		return this.exchange.execute(Call.of(Operation.USERS_REVOKE_TOKEN).id("userId", userId));
	}

	@Override
	public Mono<Void> delete(String userId) {
		return this.exchange.execute(Call.of(Operation.USERS_DELETE).id("userId", userId));
	}

}
