package io.github.tegrabox.chat.spring.token;

import java.security.Principal;

import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Resolver that takes the principal's name as external id and as username.
 */
public final class PrincipalNameUserResolver implements ChatUserResolver {

	@Override
	public @Nullable CreateUserInput resolve(@Nullable Principal principal) {
		String name = (principal != null) ? principal.getName() : null;
		return StringUtils.hasText(name) ? CreateUserInput.of(name, name) : null;
	}

}
