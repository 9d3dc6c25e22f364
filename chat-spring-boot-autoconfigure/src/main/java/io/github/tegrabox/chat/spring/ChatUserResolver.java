package io.github.tegrabox.chat.spring;

import java.security.Principal;

import io.github.tegrabox.chat.model.CreateUserInput;
import org.jspecify.annotations.Nullable;

/**
 * Resolver of the chat user that the caller of the token endpoint is. It alone decides:
 * nothing else of a request is looked at.
 */
@FunctionalInterface
public interface ChatUserResolver {

	/**
	 * Resolves the chat user of a caller. May block, in a WebFlux application too.
	 * @param principal the authenticated caller, in a Spring Security application never
	 * an anonymous one; {@code null} only in an application without Spring Security and
	 * only if nothing else has authenticated the caller
	 * @return the chat user, created at first sight, or {@code null} to refuse the caller
	 */
	@Nullable CreateUserInput resolve(@Nullable Principal principal);

}
