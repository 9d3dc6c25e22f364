package io.github.tegrabox.chat.spring;

import java.security.Principal;

import io.github.tegrabox.chat.model.CreateUserInput;
import org.jspecify.annotations.Nullable;

/**
 * Strategy that maps the caller of the token endpoint to a chat user. It alone decides:
 * the endpoint looks at nothing else in the request.
 */
@FunctionalInterface
public interface ChatUserResolver {

	/**
	 * Returns the chat user of a caller. May block, also in a WebFlux application.
	 * @param principal the authenticated caller. With Spring Security it is never
	 * {@code null} or anonymous. Without Spring Security it is {@code null} if nothing
	 * else has authenticated the caller
	 * @return the chat user, who is created if necessary, or {@code null} to refuse the
	 * caller
	 */
	@Nullable CreateUserInput resolve(@Nullable Principal principal);

}
