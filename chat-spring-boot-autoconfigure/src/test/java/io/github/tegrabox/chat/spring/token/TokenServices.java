package io.github.tegrabox.chat.spring.token;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import org.jspecify.annotations.Nullable;

/**
 * Services for tests.
 */
final class TokenServices {

	private static final BackendUser NOBODY = backend(null, null);

	private TokenServices() {
	}

	static ChatTokenService of(ReactiveUsersApi users, boolean provisionUsers) {
		return new ChatTokenService(() -> users, new ChatTokenService.Settings(provisionUsers, null, 0, 10), NOBODY);
	}

	static ChatTokenService of(ReactiveUsersApi users, UserIdCache known) {
		return of(users, known, null, 0, NOBODY, System::nanoTime);
	}

	static ChatTokenService of(ReactiveUsersApi users, UserIdCache known, @Nullable Duration ttl, int limit,
			BackendUser backend, LongSupplier nanoTime) {
		return new ChatTokenService(() -> users, new ChatTokenService.Settings(true, ttl, limit, 10), backend, known,
				nanoTime);
	}

	static BackendUser backend(@Nullable String externalId, @Nullable String userId) {
		return new BackendUser() {

			@Override
			public @Nullable String externalId() {
				return externalId;
			}

			@Override
			public boolean is(String id) {
				return id.equals(userId);
			}

		};
	}

}
