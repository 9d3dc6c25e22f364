package io.github.tegrabox.chat.spring.token;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link TokenEndpoint}.
 */
class TokenEndpointTests {

	private static final Principal ALICE = () -> "alice";

	private final ReactiveUsersApi users = mock();

	private final List<TokenOutcome> outcomes = new ArrayList<>();

	private final TokenEndpoint endpoint = endpoint(new PrincipalNameUserResolver(""));

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void givesTheCallerATokenOfTheirOwn(String method) {
		aliceExists();
		when(this.users.generateToken("usr_1"))
			.thenReturn(Mono.just(new TokenResponse("jwt", "usr_1", Instant.parse("2026-01-02T03:04:05Z"))));
		TokenAnswer answer = answer(method, ALICE);
		assertThat(answer.status().value()).isEqualTo(200);
		assertThat(answer.body())
			.isEqualTo("{\"token\":\"jwt\",\"userId\":\"usr_1\",\"expiresAt\":\"2026-01-02T03:04:05Z\"}");
		assertThat(answer.headers()).containsEntry("Cache-Control", "no-store")
			.containsEntry("Content-Type", "application/json");
		assertThat(this.outcomes).containsExactly(TokenOutcome.SUCCESS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void givesTheTokenWhateverTheObserverThrows(String method) {
		aliceExists();
		when(this.users.generateToken("usr_1")).thenReturn(Mono.just(new TokenResponse("jwt", "usr_1", null)));
		TokenEndpoint observed = new TokenEndpoint(service(), new PrincipalNameUserResolver(""), (principal) -> true,
				(outcome, duration) -> {
					throw new IllegalStateException("broken");
				});
		assertThat(Objects.requireNonNull(observed.answer(method, ALICE).block()).status().value()).isEqualTo(200);
		assertProblem(Objects.requireNonNull(observed.answer(method, () -> " ").block()), 403);
	}

	@Test
	void refusesACallerWhomNobodyAuthenticated() {
		TokenAnswer answer = answer("GET", null);
		assertProblem(answer, 401);
		assertThat(this.outcomes).containsExactly(TokenOutcome.UNAUTHENTICATED);
		verifyNoInteractions(this.users);
	}

	@Test
	void refusesACallerWithoutAName() {
		assertProblem(answer("GET", () -> " "), 403);
		assertThat(this.outcomes).containsExactly(TokenOutcome.FORBIDDEN);
		verifyNoInteractions(this.users);
	}

	@Test
	void asksTheResolverOnlyAboutAdmittedCallers() {
		TokenEndpoint closed = new TokenEndpoint(service(), (principal) -> {
			throw new AssertionError("asked");
		}, (principal) -> false, this::observe);
		assertProblem(Objects.requireNonNull(closed.answer("GET", ALICE).block()), 401);
	}

	@Test
	void whenTheResolverCannotDoWithoutAPrincipalRefusesTheCaller() {
		ChatUserResolver resolver = (principal) -> CreateUserInput.of(Objects.requireNonNull(principal).getName(),
				principal.getName());
		assertProblem(Objects.requireNonNull(endpoint(resolver).answer("GET", null).block()), 401);
	}

	@Test
	void whenTheResolverFailsTellsNothingOfIt() {
		TokenAnswer answer = Objects.requireNonNull(endpoint((principal) -> {
			throw new IllegalStateException("geheim");
		}).answer("GET", ALICE).block());
		assertProblem(answer, 500);
		assertThat(answer.body()).doesNotContain("geheim");
		assertThat(this.outcomes).containsExactly(TokenOutcome.ERROR);
	}

	@ParameterizedTest
	@CsvSource({ "500, 503, UNAVAILABLE", "502, 503, UNAVAILABLE", "501, 503, UNAVAILABLE", "401, 502, ERROR",
			"403, 502, ERROR", "422, 502, ERROR", "409, 502, ERROR", "429, 429, RATE_LIMITED" })
	void passesFailuresOfTheChatApiOn(int upstream, int status, TokenOutcome outcome) {
		aliceExists();
		when(this.users.generateToken("usr_1")).thenReturn(Mono.error(ChatApiException.of(new ApiError(upstream, "x",
				"req_1", "POST", "/secret/path", "geheim", Map.of("k", "geheim"), Duration.ofMillis(6500)))));
		TokenAnswer answer = answer("GET", ALICE);
		assertProblem(answer, status);
		assertThat(answer.body()).doesNotContain("geheim", "secret", "req_1");
		assertThat(this.outcomes).containsExactly(outcome);
		switch (status) {
			case 429 -> assertThat(answer.headers()).containsEntry("Retry-After", "7");
			case 503 -> assertThat(answer.headers()).containsEntry("Retry-After", "5");
			default -> assertThat(answer.headers()).doesNotContainKey("Retry-After");
		}
	}

	@Test
	void tellsThatTheChatApiCannotBeReached() {
		when(this.users.getOrCreate(any())).thenReturn(Mono.error(new ChatNetworkException("refused", null)));
		TokenAnswer answer = answer("GET", ALICE);
		assertProblem(answer, 503);
		assertThat(answer.headers()).containsEntry("Retry-After", "5");
	}

	@Test
	void tellsThatTheChatApiAnswersNonsense() {
		when(this.users.getOrCreate(any())).thenReturn(Mono.error(new ChatDecodingException("<html>", null)));
		assertProblem(answer("GET", ALICE), 502);
	}

	@Test
	void whenUsersAreNotProvisionedForbidsAnUnknownOne() {
		when(this.users.findByExternalId("alice")).thenReturn(Mono.empty());
		TokenEndpoint strict = new TokenEndpoint(TokenServices.of(this.users, false), new PrincipalNameUserResolver(""),
				(principal) -> true, this::observe);
		assertProblem(Objects.requireNonNull(strict.answer("GET", ALICE).block()), 403);
		assertThat(this.outcomes).containsExactly(TokenOutcome.FORBIDDEN);
	}

	@Test
	void answersHeadWithoutIssuingAToken() {
		assertThat(answer("HEAD", ALICE).status().value()).isEqualTo(200);
		assertThat(answer("HEAD", ALICE).body()).isEmpty();
		assertThat(answer("HEAD", null).status().value()).isEqualTo(401);
		verifyNoInteractions(this.users);
		assertThat(this.outcomes).isEmpty();
	}

	@Test
	void tellsWhichMethodsThereAre() {
		TokenAnswer answer = answer("OPTIONS", null);
		assertThat(answer.status().value()).isEqualTo(204);
		assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, POST, OPTIONS");
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUT", "DELETE", "PATCH", "TRACE", "get", "PROPFIND" })
	void refusesOtherMethods(String method) {
		TokenAnswer answer = answer(method, ALICE);
		assertProblem(answer, 405);
		assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, POST, OPTIONS");
		verifyNoInteractions(this.users);
	}

	private void assertProblem(TokenAnswer answer, int status) {
		assertThat(answer.status().value()).isEqualTo(status);
		assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json")
			.containsEntry("Cache-Control", "no-store");
		assertThat(answer.body()).contains("\"status\":" + status).contains("\"title\":\"").contains("\"detail\":\"");
	}

	private TokenAnswer answer(String method, Principal principal) {
		return Objects.requireNonNull(this.endpoint.answer(method, principal).block(Duration.ofMinutes(1)));
	}

	private TokenEndpoint endpoint(ChatUserResolver resolver) {
		return new TokenEndpoint(service(), resolver, (principal) -> true, this::observe);
	}

	private ChatTokenService service() {
		return TokenServices.of(this.users, true);
	}

	private void observe(TokenOutcome outcome, Duration duration) {
		assertThat(duration.isNegative()).isFalse();
		this.outcomes.add(outcome);
	}

	private void aliceExists() {
		when(this.users.getOrCreate(any()))
			.thenReturn(Mono.just(new ChatUser("usr_1", "alice", "alice", null, null, null, null, null)));
	}

}
