package io.github.tegrabox.chat.spring.token;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
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

	private final ReactiveUsersApi users = mock();

	private final UserIdCache cache = new LruUserIdCache(10);

	private final ChatTokenService service = new ChatTokenService(() -> this.users, this.cache, true);

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
		await().untilAsserted(() -> assertThat(tokens).hasSize(50));
		verify(this.users, times(1)).getOrCreate(any());
		verify(this.users, times(50)).generateToken("usr_1");
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
		this.cache.put("alice", "usr_old");
		when(this.users.generateToken("usr_old")).thenReturn(Mono.error(notFound()));
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.just(user("usr_new")));
		when(this.users.generateToken("usr_new")).thenReturn(token("a", "usr_new"));
		assertThat(issue(ALICE).userId()).isEqualTo("usr_new");
		assertThat(this.cache.get("alice")).isEqualTo("usr_new");
	}

	@Test
	void createsAUserAgainOnlyOnce() {
		this.cache.put("alice", "usr_old");
		when(this.users.generateToken(any())).thenReturn(Mono.error(notFound()));
		when(this.users.getOrCreate(ALICE)).thenReturn(Mono.just(user("usr_new")));
		assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(() -> issue(ALICE));
		verify(this.users, times(1)).getOrCreate(any());
	}

	@Test
	void whenUsersAreNotProvisionedRefusesAnUnknownOne() {
		ChatTokenService strict = new ChatTokenService(() -> this.users, this.cache, false);
		when(this.users.findByExternalId("alice")).thenReturn(Mono.empty());
		StepVerifier.create(strict.issue(ALICE)).expectError(UnknownChatUserException.class).verify(WAIT);
		verify(this.users, never()).getOrCreate(any());
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
		this.cache.put("alice", "usr_old");
		when(this.users.revokeToken("usr_old")).thenReturn(Mono.error(notFound()));
		StepVerifier.create(this.service.revoke(ALICE)).expectComplete().verify(WAIT);
		assertThat(this.cache.get("alice")).isNull();
	}

	@Test
	void remembersABoundedNumberOfUsers() {
		LruUserIdCache bounded = new LruUserIdCache(1000);
		ReactiveUsersApi everyone = mock(withSettings().stubOnly());
		when(everyone.getOrCreate(any())).thenReturn(Mono.just(user("usr_1")));
		when(everyone.generateToken(any())).thenReturn(token("a", "usr_1"));
		ChatTokenService many = new ChatTokenService(() -> everyone, bounded, true);
		for (int i = 0; i < 10_000; i++) {
			many.issue(CreateUserInput.of("user", "user-" + i)).block(WAIT);
		}
		assertThat(bounded.size()).isEqualTo(1000);
		assertThat(many.lookUpsUnderWay()).isZero();
	}

	private TokenResponse issue(CreateUserInput user) {
		TokenResponse token = this.service.issue(user).block(WAIT);
		assertThat(token).isNotNull();
		return token;
	}

	private static Mono<TokenResponse> token(String value, String userId) {
		return Mono.just(new TokenResponse(value, userId, null));
	}

	private static ChatUser user(String id) {
		return new ChatUser(id, "Alice", "alice", null, null, null, null, null);
	}

	private static ChatApiException notFound() {
		return ChatApiException
			.of(new ApiError(404, "not_found", null, "POST", "/users/usr_old/token", "gone", Map.of(), null));
	}

}
