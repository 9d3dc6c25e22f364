package io.github.tegrabox.chat.spring.token;

import java.security.Principal;

import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Resolver that uses the principal's name as external id and as username.
 */
// Not final: the aspects of an application may match it.
public class PrincipalNameUserResolver implements ChatUserResolver {

	private final String prefix;

	/**
	 * Creates a resolver.
	 * @param prefix the prefix of each external id, empty for none
	 */
	public PrincipalNameUserResolver(String prefix) {
		this.prefix = prefix;
	}

	@Override
	public @Nullable CreateUserInput resolve(@Nullable Principal principal) {
		if (principal == null) {
			return null;
		}
		String name = principal.getName();
		if (!StringUtils.hasText(name)) {
			throw RefusedCallerException.name("it is blank");
		}
		return CreateUserInput.of(name, this.prefix + name);
	}

}
