package io.github.tegrabox.chat.spring.token;

import java.security.Principal;

import org.jspecify.annotations.Nullable;

/**
 * Policy that tells which callers the
 * {@link io.github.tegrabox.chat.spring.ChatUserResolver} is asked about at all.
 */
@FunctionalInterface
public interface CallerPolicy {

	/**
	 * Tells whether a caller may be resolved to a chat user.
	 * @param principal the caller, {@code null} if nobody authenticated one
	 * @return {@code false} to answer with status 401
	 */
	boolean admits(@Nullable Principal principal);

}
