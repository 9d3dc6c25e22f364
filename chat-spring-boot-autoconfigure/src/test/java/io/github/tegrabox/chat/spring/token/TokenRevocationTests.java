package io.github.tegrabox.chat.spring.token;

import java.security.Principal;
import java.util.List;

import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.rest.ReactiveUsersApi;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link TokenRevocation}.
 */
class TokenRevocationTests {

	private static final List<SimpleGrantedAuthority> ROLES = List.of(new SimpleGrantedAuthority("ROLE_USER"));

	private static final Principal ALICE = new UsernamePasswordAuthenticationToken("alice", "", ROLES);

	private final ReactiveUsersApi users = mock();

	private final UserIdCache cache = new UserIdCache(10);

	private final TokenRevocation revocation = revocation(new PrincipalNameUserResolver(""));

	@Test
	void revokesTheTokensOfTheCaller() {
		this.cache.get("alice").userId("usr_1");
		when(this.users.revokeToken("usr_1")).thenReturn(Mono.empty());
		this.revocation.revoke(ALICE);
		verify(this.users).revokeToken("usr_1");
	}

	@Test
	void whoIsNotLoggedInHasNoTokens() {
		this.revocation.revoke(null);
		this.revocation.revoke(new AnonymousAuthenticationToken("key", "alice", ROLES));
		verifyNoInteractions(this.users);
	}

	@Test
	void aLogoutDoesNotFailWithTheRevocation() {
		this.cache.get("alice").userId("usr_1");
		when(this.users.revokeToken("usr_1"))
			.thenReturn(Mono.error(new ChatNetworkException("away", new IllegalStateException())));
		assertThatNoException().isThrownBy(() -> this.revocation.revoke(ALICE));
		TokenRevocation broken = revocation((principal) -> {
			throw new IllegalStateException("resolver");
		});
		assertThatNoException().isThrownBy(() -> broken.revoke(ALICE));
	}

	private TokenRevocation revocation(ChatUserResolver resolver) {
		return new TokenRevocation(TokenServices.of(this.users, this.cache), resolver, new AuthenticatedCallerPolicy());
	}

}
