package io.github.tegrabox.chat.spring.token;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

/**
 * Tests of {@link ChatTokenService}.
 */
class ChatTokenServiceTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private static final CreateUserInput ALICE = CreateUserInput.of("Alice", "alice");

	private static final BackendUser NOBODY = TokenServices.backend(null, null);

	private final ReactiveUsersApi users = mock();

	private final UserIdCache cache = new UserIdCache(10);

	private final ChatTokenService service = TokenServices.of(this.users, this.cache);

	@Test
	void looksAUserUpOnceAndIssuesATokenEachTime() {
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.just(user("usr_1")));
		when(this.users.generateToken("usr_1")).thenReturn(token("a", "usr_1")).thenReturn(token("b", "usr_1"));
		assertThat(issue(ALICE).token()).isEqualTo("a");
		assertThat(issue(ALICE).token()).isEqualTo("b");
		verify(this.users, times(1)).getOrCreate(any());
	}

	@Test
	void addsTheUserIdThatTheServerLeftOut() {
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.just(user("usr_1")));
		when(this.users.generateToken("usr_1")).thenReturn(token("a", null));
		assertThat(issue(ALICE).userId()).isEqualTo("usr_1");
	}

	@Test
	void sharesALookUpAmongConcurrentCalls() {
		Sinks.One<ChatUser> answer = Sinks.one();
		when(this.users.getOrCreate(ALICE)).thenReturn(answer.asMono());
		when(this.users.generateToken("usr_1")).thenReturn(token("a", "usr_1"));
		List<TokenResponse> tokens = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 50; i++) {
			this.service.issue(ALICE).subscribe(tokens::add);
		}
		assertThat(tokens).isEmpty();
		answer.tryEmitValue(user("usr_1")).orThrow();
		await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(tokens).hasSize(50));
		verify(this.users, times(1)).getOrCreate(any());
		verify(this.users, times(50)).generateToken("usr_1");
	}

	@Test
	void looksUpOnceWhoeverComesWhileALookUpEnds() {
		AtomicInteger created = new AtomicInteger();
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.fromCallable(() -> {
			created.incrementAndGet();
			return user("usr_1");
		}));
		when(this.users.generateToken("usr_1")).thenReturn(token("a", "usr_1"));
		for (int round = 1; round <= 1_000; round++) {
			ChatTokenService fresh = TokenServices.of(this.users, new UserIdCache(10));
			Flux.range(0, 40)
				.flatMap((caller) -> fresh.issue(ALICE).subscribeOn(Schedulers.boundedElastic()))
				.blockLast(WAIT);
			assertThat(created).hasValue(round);
		}
	}

	@Test
	void looksUpOnNoCallersThread() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.fromCallable(() -> {
			thread.set(Thread.currentThread());
			return user("usr_1");
		}));
		when(this.users.generateToken("usr_1")).thenReturn(token("a", "usr_1"));
		assertThat(issue(ALICE).token()).isEqualTo("a");
		assertThat(thread.get()).isNotNull().isNotSameAs(Thread.currentThread());
	}

	@Test
	void doesNotKeepAFailedLookUp() {
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.error(new ChatNetworkException("away", null)))
			.thenReturn(Mono.just(user("usr_1")));
		when(this.users.generateToken("usr_1")).thenReturn(token("a", "usr_1"));
		StepVerifier.create(this.service.issue(ALICE)).expectError(ChatNetworkException.class).verify(WAIT);
		assertThat(issue(ALICE).token()).isEqualTo("a");
	}

	@Test
	void createsAUserAgainWhoIsGone() {
		this.cache.get("alice").userId("usr_old");
		when(this.users.generateToken("usr_old")).thenReturn(Mono.error(notFound()));
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.just(user("usr_new")));
		when(this.users.generateToken("usr_new")).thenReturn(token("a", "usr_new"));
		assertThat(issue(ALICE).userId()).isEqualTo("usr_new");
		assertThat(this.cache.get("alice").userId()).isEqualTo("usr_new");
	}

	@Test
	void createsAUserAgainOnlyOnce() {
		this.cache.get("alice").userId("usr_old");
		when(this.users.generateToken(any())).thenReturn(Mono.error(notFound()));
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.just(user("usr_new")));
		assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(() -> issue(ALICE));
		verify(this.users, times(1)).getOrCreate(any());
	}

	@Test
	void whenUsersAreNotProvisionedRefusesAnUnknownOne() {
		ChatTokenService strict = TokenServices.of(this.users, false);
		when(this.users.findByExternalId("alice")).thenReturn(Mono.empty());
		StepVerifier.create(strict.issue(ALICE)).expectError(UnknownChatUserException.class).verify(WAIT);
		verify(this.users, never()).getOrCreate(any());
	}

	@Test
	void tellsThatTheTokensOfANameThatTheChatDoesNotTakeAreNotRevoked() {
		when(this.users.findByExternalId("alice")).thenReturn(Mono.error(
				ChatApiException.of(new ApiError(422, "invalid", null, "GET", "/users", "too long", Map.of(), null))));
		StepVerifier.create(this.service.revoke(ALICE)).expectError(RefusedCallerException.class).verify(WAIT);
		verify(this.users, never()).revokeToken(any());
	}

	@Test
	void revokesTheTokensOfAUserItDoesNotRemember() {
		when(this.users.findByExternalId("alice")).thenReturn(Mono.just(user("usr_1")));
		when(this.users.revokeToken("usr_1")).thenReturn(Mono.empty());
		StepVerifier.create(this.service.revoke(ALICE)).expectComplete().verify(WAIT);
		verify(this.users).revokeToken("usr_1");
	}

	@Test
	void revokingCreatesNobody() {
		when(this.users.findByExternalId("alice")).thenReturn(Mono.empty());
		StepVerifier.create(this.service.revoke(ALICE)).expectComplete().verify(WAIT);
		verify(this.users, never()).getOrCreate(any());
		verify(this.users, never()).revokeToken(any());
	}

	@Test
	void revokingForgetsAUserWhoIsGone() {
		this.cache.get("alice").userId("usr_old");
		when(this.users.revokeToken("usr_old")).thenReturn(Mono.error(notFound()));
		StepVerifier.create(this.service.revoke(ALICE)).expectComplete().verify(WAIT);
		assertThat(this.cache.get("alice").userId()).isNull();
	}

	@Test
	void remembersABoundedNumberOfUsers() {
		UserIdCache bounded = new UserIdCache(1000);
		ReactiveUsersApi everyone = mock(withSettings().stubOnly());
		when(everyone.getOrCreate(any())).thenReturn(Mono.just(user("usr_1")));
		when(everyone.generateToken(any())).thenReturn(token("a", "usr_1"));
		ChatTokenService many = TokenServices.of(everyone, bounded);
		for (int i = 0; i < 10_000; i++) {
			many.issue(CreateUserInput.of("user", "user-" + i)).block(WAIT);
		}
		assertThat(bounded.size()).isEqualTo(1000);
		assertThat(many.lookUpsUnderWay()).isZero();
	}

	@Test
	void repeatsATokenForHalfAMinute() {
		AtomicLong time = new AtomicLong(-Duration.ofSeconds(10).toNanos());
		ChatTokenService service = TokenServices.of(this.users, this.cache, null, 2, NOBODY, time::get);
		this.cache.get("alice").userId("usr_1");
		when(this.users.generateToken("usr_1")).thenReturn(token("a", "usr_1"))
			.thenReturn(token("b", "usr_1"))
			.thenReturn(token("c", "usr_1"));
		assertThat(repeated(service)).isEqualTo("a");
		time.addAndGet(Duration.ofSeconds(29).toNanos());
		assertThat(repeated(service)).isEqualTo("a");
		time.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(repeated(service)).isEqualTo("b");
		StepVerifier.create(service.issue(ALICE)).expectError(TooManyTokensException.class).verify(WAIT);
		assertThat(repeated(service)).isEqualTo("b");
		time.addAndGet(Duration.ofSeconds(30).toNanos());
		assertThat(Objects.requireNonNull(service.issue(ALICE).block(WAIT)).token()).isEqualTo("c");
		assertThat(repeated(service)).isEqualTo("c");
	}

	@Test
	void repeatsNoTokenThatIsHalfThroughItsLife() {
		this.cache.get("alice").userId("usr_1");
		AtomicLong time = new AtomicLong();
		ChatTokenService service = TokenServices.of(this.users, this.cache, Duration.ofSeconds(20), 0, NOBODY,
				time::get);
		when(this.users.generateToken("usr_1", Duration.ofSeconds(20))).thenAnswer(
				(call) -> Mono.just(new TokenResponse("t" + time.get(), "usr_1", Instant.now().plusSeconds(20))));
		assertThat(repeated(service)).isEqualTo("t0");
		time.addAndGet(Duration.ofSeconds(10).toNanos());
		assertThat(repeated(service)).isNotEqualTo("t0");
	}

	@Test
	void readsTheLifeThatTheServerLeavesToTheTokenItself() {
		this.cache.get("alice").userId("usr_1");
		AtomicLong time = new AtomicLong();
		ChatTokenService service = TokenServices.of(this.users, this.cache, null, 0, NOBODY, time::get);
		Instant expiry = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
		when(this.users.generateToken("usr_1")).thenReturn(token(jwt(expiry), null)).thenReturn(token("b", null));
		assertThat(Objects.requireNonNull(service.issueOrRepeat(ALICE).block(WAIT)).expiresAt()).isEqualTo(expiry);
		time.addAndGet(Duration.ofSeconds(10).toNanos());
		assertThat(repeated(service)).isEqualTo("b");
	}

	@Test
	void repeatsNoFailureAndCountsNone() {
		this.cache.get("alice").userId("usr_1");
		ChatTokenService service = TokenServices.of(this.users, this.cache, null, 1, NOBODY, System::nanoTime);
		when(this.users.generateToken("usr_1")).thenReturn(Mono.error(new ChatNetworkException("away", null)))
			.thenReturn(Mono.error(new ChatNetworkException("away", null)))
			.thenReturn(token("a", "usr_1"));
		StepVerifier.create(service.issueOrRepeat(ALICE)).expectError(ChatNetworkException.class).verify(WAIT);
		StepVerifier.create(service.issue(ALICE)).expectError(ChatNetworkException.class).verify(WAIT);
		assertThat(repeated(service)).isEqualTo("a");
	}

	@Test
	void repeatsNoTokenAfterALogout() {
		this.cache.get("alice").userId("usr_1");
		when(this.users.generateToken("usr_1")).thenReturn(token("a", "usr_1")).thenReturn(token("b", "usr_1"));
		when(this.users.revokeToken("usr_1")).thenReturn(Mono.empty());
		assertThat(repeated(this.service)).isEqualTo("a");
		this.service.revoke(ALICE).block(WAIT);
		assertThat(repeated(this.service)).isEqualTo("b");
	}

	@Test
	void neitherIssuesNorRevokesTokensOfTheBackend() {
		ChatTokenService byName = TokenServices.of(this.users, this.cache, null, 0,
				TokenServices.backend("ALICE ", null), System::nanoTime);
		StepVerifier.create(byName.issue(ALICE)).expectError(RefusedCallerException.class).verify(WAIT);
		StepVerifier.create(byName.revoke(ALICE)).expectError(RefusedCallerException.class).verify(WAIT);
		ChatTokenService byId = TokenServices.of(this.users, this.cache, null, 0,
				TokenServices.backend(null, "usr_backend"), System::nanoTime);
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.just(user("usr_backend")));
		StepVerifier.create(byId.issueOrRepeat(ALICE)).expectError(RefusedCallerException.class).verify(WAIT);
		StepVerifier.create(byId.issue(ALICE)).expectError(RefusedCallerException.class).verify(WAIT);
		StepVerifier.create(byId.revoke(ALICE)).expectError(RefusedCallerException.class).verify(WAIT);
		verify(this.users, never()).generateToken(any());
		verify(this.users, never()).revokeToken(any());
	}

	private static String repeated(ChatTokenService service) {
		return Objects.requireNonNull(service.issueOrRepeat(ALICE).block(WAIT)).token();
	}

	private TokenResponse issue(CreateUserInput user) {
		TokenResponse token = this.service.issue(user).block(WAIT);
		assertThat(token).isNotNull();
		return token;
	}

	private static Mono<TokenResponse> token(String value, String userId) {
		return Mono.just(new TokenResponse(value, userId, null));
	}

	private static String jwt(Instant expiry) {
		String claims = "{\"exp\":" + expiry.getEpochSecond() + "}";
		return "e30." + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
	}

	private static ChatUser user(String id) {
		return new ChatUser(id, "Alice", "alice", null, null, null, null, null);
	}

	private static ChatApiException notFound() {
		return ChatApiException
			.of(new ApiError(404, "not_found", null, "POST", "/users/usr_old/token", "gone", Map.of(), null));
	}

}
