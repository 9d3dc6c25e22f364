package io.github.tegrabox.chat.spring.token;

import java.security.Principal;

import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.util.StringUtils;

/**
 * Resolver that uses the subject of a JWT or of an OpenID Connect user as the external
 * id, and the claims {@code preferred_username} and {@code name} as names. Other
 * principals are resolved by their name.
 */
// Not final: the aspects of an application may match it.
public class ClaimsUserResolver implements ChatUserResolver {

	private final String prefix;

	private final ChatUserResolver byName;

	/**
	 * Creates a resolver.
	 * @param prefix the prefix of each external id, empty for none
	 */
	public ClaimsUserResolver(String prefix) {
		this.prefix = prefix;
		this.byName = new PrincipalNameUserResolver(prefix);
	}

	@Override
	public @Nullable CreateUserInput resolve(@Nullable Principal principal) {
		Object known = (principal instanceof Authentication authentication) ? authentication.getPrincipal() : principal;
		String subject = (known instanceof ClaimAccessor claims) ? claims.getClaimAsString("sub") : null;
		if (!(known instanceof ClaimAccessor claims) || !StringUtils.hasText(subject)) {
			return this.byName.resolve(principal);
		}
		String name = claims.getClaimAsString("name");
		String username = claims.getClaimAsString("preferred_username");
		if (!StringUtils.hasText(username)) {
			username = StringUtils.hasText(name) ? name : subject;
		}
		CreateUserInput.Builder user = CreateUserInput.builder(username, this.prefix + subject);
		return (StringUtils.hasText(name) ? user.displayName(name) : user).build();
	}

}
