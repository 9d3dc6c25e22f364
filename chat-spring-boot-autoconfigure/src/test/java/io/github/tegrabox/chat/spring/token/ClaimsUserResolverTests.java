package io.github.tegrabox.chat.spring.token;

import java.time.Instant;
import java.util.Map;

import io.github.tegrabox.chat.model.CreateUserInput;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link ClaimsUserResolver}.
 */
class ClaimsUserResolverTests {

	private final ClaimsUserResolver resolver = new ClaimsUserResolver("");

	@Test
	void aJwtIsItsSubjectUnderItsPreferredName() {
		assertThat(this.resolver.resolve(new JwtAuthenticationToken(
				jwt(Map.of("sub", "4711", "preferred_username", "ada", "name", "Ada Lovelace")),
				AuthorityUtils.NO_AUTHORITIES)))
			.isEqualTo(CreateUserInput.builder("ada", "4711").displayName("Ada Lovelace").build());
		assertThat(new ClaimsUserResolver("shop:")
			.resolve(new JwtAuthenticationToken(jwt(Map.of("sub", "4711", "name", "Ada Lovelace")))))
			.isEqualTo(CreateUserInput.builder("Ada Lovelace", "shop:4711").displayName("Ada Lovelace").build());
		assertThat(this.resolver.resolve(new JwtAuthenticationToken(jwt(Map.of("sub", "4711", "name", " ")))))
			.isEqualTo(CreateUserInput.of("4711", "4711"));
	}

	@Test
	void anOpenIdUserIsItsSubjectWhateverItsNameAttribute() {
		OidcIdToken token = new OidcIdToken("t", Instant.EPOCH, Instant.MAX,
				Map.of("sub", "4711", "preferred_username", "ada", "email", "ada@example.com"));
		DefaultOidcUser user = new DefaultOidcUser(AuthorityUtils.NO_AUTHORITIES, token, "email");
		assertThat(this.resolver.resolve(new OAuth2AuthenticationToken(user, AuthorityUtils.NO_AUTHORITIES, "okta")))
			.isEqualTo(CreateUserInput.of("ada", "4711"));
	}

	@Test
	void anybodyElseIsTheirName() {
		DefaultOAuth2User user = new DefaultOAuth2User(AuthorityUtils.NO_AUTHORITIES, Map.of("login", "ada"), "login");
		assertThat(this.resolver.resolve(new OAuth2AuthenticationToken(user, AuthorityUtils.NO_AUTHORITIES, "github")))
			.isEqualTo(CreateUserInput.of("ada", "ada"));
		assertThat(this.resolver.resolve(() -> "ada")).isEqualTo(CreateUserInput.of("ada", "ada"));
		assertThat(this.resolver.resolve(null)).isNull();
		assertThatExceptionOfType(RefusedCallerException.class)
			.isThrownBy(() -> this.resolver.resolve(new TestingAuthenticationToken(" ", "")));
	}

	private static Jwt jwt(Map<String, Object> claims) {
		return new Jwt("t", Instant.EPOCH, Instant.MAX, Map.of("alg", "none"), claims);
	}

}
