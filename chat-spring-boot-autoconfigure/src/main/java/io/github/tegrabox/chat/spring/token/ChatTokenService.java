package io.github.tegrabox.chat.spring.token;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatConflictException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.error.ChatValidationException;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Issuer of tokens for the users of the application. It looks up the chat user of an
 * external id once, however many callers ask at the same time, and again when that user
 * has been deleted. It issues no tokens for the application's own chat user, and only a
 * limited number of tokens per user and minute. Safe for use by several threads; does not
 * block.
 */
public final class ChatTokenService {

	private static final Logger logger = LoggerFactory.getLogger(ChatTokenService.class);

	/**
	 * Not longer, since a replica is not told when a user logs out at another one.
	 */
	private static final long REPEAT = Duration.ofSeconds(30).toNanos();

	private static final int REASON_LENGTH = 200;

	private final Supplier<ReactiveUsersApi> users;

	private final Settings settings;

	private final BackendUser backend;

	private final UserIdCache known;

	private final LongSupplier nanoTime;

	private final ConcurrentMap<String, Mono<String>> lookUps = new ConcurrentHashMap<>();

	/**
	 * Creates a service.
	 * @param users supplies the operations on users; called each time
	 * @param settings the settings
	 * @param backend the chat user of the application itself
	 */
	public ChatTokenService(Supplier<ReactiveUsersApi> users, Settings settings, BackendUser backend) {
		this(users, settings, backend, new UserIdCache(settings.rememberedUsers()), System::nanoTime);
	}

	ChatTokenService(Supplier<ReactiveUsersApi> users, Settings settings, BackendUser backend, UserIdCache known,
			LongSupplier nanoTime) {
		this.users = users;
		this.settings = settings;
		this.backend = backend;
		this.known = known;
		this.nanoTime = nanoTime;
	}

	/**
	 * Issues a token, on subscription. Wire operations: {@code users.generateToken}; for
	 * a user not seen before also {@code users.create} or {@code users.list}.
	 * @param user the user
	 * @return the token, with the id of its user; or a
	 * {@link io.github.tegrabox.chat.error.ChatException}
	 */
	public Mono<TokenResponse> issue(CreateUserInput user) {
		return Mono.defer(() -> {
			requireOther(user);
			KnownUser caller = this.known.get(user.externalUserId());
			long now = this.nanoTime.getAsLong();
			return mint(user, caller, now).doOnNext((token) -> caller.keep(Mono.just(token), now + repeatable(token)));
		});
	}

	/**
	 * Issues a token, on subscription, or repeats the one that the same user got within
	 * the last 30 seconds. Wire operations: as for {@link #issue}.
	 * @param user the user
	 * @return the token, with the id of its user; or a
	 * {@link io.github.tegrabox.chat.error.ChatException}
	 */
	public Mono<TokenResponse> issueOrRepeat(CreateUserInput user) {
		return Mono.defer(() -> {
			requireOther(user);
			KnownUser caller = this.known.get(user.externalUserId());
			long now = this.nanoTime.getAsLong();
			return caller.repeat(now, now + REPEAT, () -> shared(user, caller, now));
		});
	}

	private Mono<TokenResponse> shared(CreateUserInput user, KnownUser caller, long now) {
		AtomicReference<@Nullable Mono<TokenResponse>> self = new AtomicReference<>();
		// Not on the first caller's thread: its interrupt would end the call for all.
		Mono<TokenResponse> shared = mint(user, caller, now).subscribeOn(Schedulers.parallel())
			.doOnNext((token) -> caller.shorten(self.get(), now + repeatable(token)))
			.doOnError((ex) -> caller.drop(self.get()))
			.cache();
		self.set(shared);
		return shared;
	}

	/**
	 * Returns for how long a token may be repeated: whoever gets it can use it for at
	 * least half of its life.
	 */
	private static long repeatable(TokenResponse token) {
		if (token.expiresAt() == null) {
			return REPEAT;
		}
		Duration life = Duration.between(Clock.systemUTC().instant(), token.expiresAt());
		return Math.max(0, Math.min(REPEAT, life.dividedBy(2).toMillis() * 1_000_000));
	}

	private Mono<TokenResponse> mint(CreateUserInput user, KnownUser caller, long now) {
		return Mono.defer(() -> {
			Duration pause = caller.mint(now, this.settings.maxTokensPerMinute());
			if (pause != null) {
				return Mono.error(new TooManyTokensException(pause));
			}
			return mint(user, caller).doOnError((ex) -> caller.notMinted(now));
		});
	}

	private Mono<TokenResponse> mint(CreateUserInput user, KnownUser caller) {
		String id = caller.userId();
		if (id == null) {
			return lookUp(user, caller).flatMap(this::generate);
		}
		return generate(id).onErrorResume(ChatNotFoundException.class, (ex) -> {
			caller.forget(id);
			return lookUp(user, caller).flatMap(this::generate);
		});
	}

	/**
	 * Revokes every token of a user, on subscription. Does nothing if there is no such
	 * user, or if it is the application's own. Wire operations:
	 * {@code users.revokeToken}; if the user is not remembered also {@code users.list}.
	 * @param user the user
	 * @return completion; or a {@link io.github.tegrabox.chat.error.ChatException}
	 */
	public Mono<Void> revoke(CreateUserInput user) {
		return Mono.defer(() -> {
			requireOther(user);
			KnownUser caller = this.known.get(user.externalUserId());
			caller.drop(null);
			String id = caller.userId();
			Mono<String> userId = (id != null) ? Mono.just(id) : find(user);
			return userId.doOnNext(this::requireOther)
				.flatMap(this.users.get()::revokeToken)
				.onErrorResume(ChatNotFoundException.class, (ex) -> {
					if (id != null) {
						caller.forget(id);
					}
					return Mono.empty();
				});
		});
	}

	/**
	 * Rejects the application's own user, without sending anything.
	 * @param user the user of a caller
	 * @throws io.github.tegrabox.chat.error.ChatException if it is the application's own
	 */
	void requireOther(CreateUserInput user) {
		String own = this.backend.externalId();
		// Some databases compare names like this.
		if (own != null && own.strip().equalsIgnoreCase(user.externalUserId().strip())) {
			throw refuseBackend();
		}
	}

	private void requireOther(String userId) {
		if (this.backend.is(userId)) {
			throw refuseBackend();
		}
	}

	private RefusedCallerException refuseBackend() {
		logger.warn("A caller of the chat token endpoint was refused: the name stands for the application's own chat "
				+ "user{}, whose tokens nobody else gets. Keep people from registering under it, "
				+ "set 'chat.token-endpoint.external-id-prefix', or map callers otherwise with a ChatUserResolver bean.",
				(this.backend.externalId() != null) ? " '" + this.backend.externalId() + "'" : "");
		return new RefusedCallerException("This name belongs to the application itself.");
	}

	int lookUpsUnderWay() {
		return this.lookUps.size();
	}

	private Mono<TokenResponse> generate(String userId) {
		requireOther(userId);
		ReactiveUsersApi users = this.users.get();
		Duration ttl = this.settings.tokenTtl();
		Mono<TokenResponse> token = (ttl != null) ? users.generateToken(userId, ttl) : users.generateToken(userId);
		return token.map((answer) -> completed(answer, userId));
	}

	/**
	 * Adds what the server left out: the user's id is known, and the token itself
	 * contains when it expires.
	 */
	private static TokenResponse completed(TokenResponse answer, String userId) {
		return new TokenResponse(answer.token(), (answer.userId() != null) ? answer.userId() : userId,
				(answer.expiresAt() != null) ? answer.expiresAt() : Token.of(answer.token()).expiresAt());
	}

	private Mono<String> lookUp(CreateUserInput user, KnownUser caller) {
		return this.lookUps.computeIfAbsent(user.externalUserId(), (externalId) -> {
			Mono<String> asked = this.settings.provisionUsers() ? create(user)
					: find(user).switchIfEmpty(Mono.error(UnknownChatUserException::new));
			// A look-up that ended just now has already found the user.
			Mono<String> userId = Mono.defer(() -> Mono.justOrEmpty(caller.userId())).switchIfEmpty(asked);
			// Not on the first caller's thread, whose interrupt would end it for all.
			return userId.subscribeOn(Schedulers.parallel())
				.doOnNext(caller::userId)
				.doOnTerminate(() -> this.lookUps.remove(externalId))
				.cache();
		});
	}

	private Mono<String> create(CreateUserInput user) {
		return Mono.defer(() -> this.users.get().getOrCreate(user))
			.map(ChatUser::id)
			.onErrorMap(ChatValidationException.class, ChatTokenService::refuseName)
			.onErrorMap(ChatConflictException.class, (ex) -> {
				logger.debug("The Chat API has another user of this name", ex);
				return RefusedCallerException.name("somebody else has it");
			});
	}

	private static RefusedCallerException refuseName(ChatValidationException ex) {
		logger.debug("The Chat API takes no user of this name", ex);
		return RefusedCallerException.name(reason(ex));
	}

	private static String reason(ChatValidationException ex) {
		String reason = ex.error().message().replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
		if (reason.isEmpty()) {
			return "it may be too long, or have characters that are not allowed";
		}
		return (reason.length() <= REASON_LENGTH) ? reason : reason.substring(0, REASON_LENGTH) + '…';
	}

	private Mono<String> find(CreateUserInput user) {
		return Mono.defer(() -> this.users.get().findByExternalId(user.externalUserId()))
			.map(ChatUser::id)
			.onErrorMap(ChatValidationException.class, ChatTokenService::refuseName);
	}

	/**
	 * Settings of a service.
	 *
	 * @param provisionUsers whether to create users that do not exist
	 * @param tokenTtl the lifetime of a token in whole seconds, {@code null} for the
	 * server's default
	 * @param maxTokensPerMinute the maximum number of tokens issued to one user per
	 * minute, 0 for no limit
	 * @param rememberedUsers the number of users to remember
	 */
	public record Settings(boolean provisionUsers, @Nullable Duration tokenTtl, int maxTokensPerMinute,
			int rememberedUsers) {

		/**
		 * Checks the settings.
		 * @throws IllegalArgumentException if a setting is invalid
		 */
		public Settings {
			if (tokenTtl != null
					&& (tokenTtl.toSeconds() < 1 || !tokenTtl.equals(Duration.ofSeconds(tokenTtl.toSeconds())))) {
				throw new IllegalArgumentException("tokenTtl must be a positive number of seconds, but is " + tokenTtl);
			}
			if (maxTokensPerMinute < 0) {
				throw new IllegalArgumentException(
						"maxTokensPerMinute must be positive, or 0 for no limit, but is " + maxTokensPerMinute);
			}
		}

	}

}
