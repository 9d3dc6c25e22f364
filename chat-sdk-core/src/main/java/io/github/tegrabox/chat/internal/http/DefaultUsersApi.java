package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.tegrabox.chat.internal.net.Blocking;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.model.UpdateUserInput;
import io.github.tegrabox.chat.rest.UsersApi;

/**
 * Blocking operations on users.
 */
final class DefaultUsersApi implements UsersApi {

	private final DefaultReactiveUsersApi reactive;

	DefaultUsersApi(DefaultReactiveUsersApi reactive) {
		this.reactive = reactive;
	}

	@Override
	public ChatUser create(CreateUserInput input) {
		return Blocking.get(this.reactive.create(input));
	}

	@Override
	public PaginatedResponse<ChatUser> list() {
		return Blocking.read(this.reactive.list());
	}

	@Override
	public PaginatedResponse<ChatUser> list(PaginationParams pagination) {
		return Blocking.read(this.reactive.list(pagination));
	}

	@Override
	public Stream<ChatUser> listAll() {
		return this.reactive.all().stream();
	}

	@Override
	public ChatUser get(String userId) {
		return Blocking.read(this.reactive.get(userId));
	}

	@Override
	public Optional<ChatUser> findByExternalId(String externalUserId) {
		return Blocking.read(this.reactive.findByExternalId(externalUserId).singleOptional());
	}

	@Override
	public ChatUser getOrCreate(CreateUserInput input) {
		return Blocking.get(this.reactive.getOrCreate(input));
	}

	@Override
	public ChatUser update(String userId, UpdateUserInput input) {
		return Blocking.get(this.reactive.update(userId, input));
	}

	@Override
	public TokenResponse generateToken(String userId) {
		return Blocking.get(this.reactive.generateToken(userId));
	}

	@Override
	public TokenResponse generateToken(String userId, Duration expiresIn) {
		return Blocking.get(this.reactive.generateToken(userId, expiresIn));
	}

	@Override
	public void revokeToken(String userId) {
		Blocking.run(this.reactive.revokeToken(userId));
	}

	@Override
	public void delete(String userId) {
		Blocking.run(this.reactive.delete(userId));
	}

}
