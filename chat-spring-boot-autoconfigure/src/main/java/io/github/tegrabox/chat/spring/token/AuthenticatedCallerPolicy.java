package io.github.tegrabox.chat.spring.token;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;

/**
 * Policy of applications with Spring Security: the caller is authenticated and not
 * anonymous.
 */
public final class AuthenticatedCallerPolicy implements CallerPolicy {

	private final AuthenticationTrustResolver trustResolver = new AuthenticationTrustResolverImpl();

	@Override
	public boolean admits(@Nullable Principal principal) {
		if (principal instanceof Authentication authentication) {
			return this.trustResolver.isAuthenticated(authentication);
		}
		return principal != null;
	}

}
