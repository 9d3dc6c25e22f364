package io.github.tegrabox.chat.spring.token;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * Policy that decides which callers are passed to the
 * {@link io.github.tegrabox.chat.spring.ChatUserResolver} at all.
 */
@FunctionalInterface
public interface CallerPolicy {

	/**
	 * Returns whether a caller may be resolved to a chat user.
	 * @param principal the caller, {@code null} if there is no authenticated one
	 * @return {@code false} to answer with status 401
	 */
	boolean admits(@Nullable Principal principal);

}
