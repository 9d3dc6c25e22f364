package io.github.tegrabox.chat.spring.token;

import java.security.Principal;

import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revocation of every chat token of a caller who logs out. The caller does not wait for
 * the Chat API, and failures are logged.
 */
public final class TokenRevocation {

	private static final Logger logger = LoggerFactory.getLogger(TokenRevocation.class);

	private final ChatTokenService service;

	private final ChatUserResolver resolver;

	private final CallerPolicy policy;

	/**
	 * Creates a revocation.
	 * @param service revokes the tokens
	 * @param resolver maps a caller to a chat user
	 * @param policy decides which callers are passed to the resolver
	 */
	public TokenRevocation(ChatTokenService service, ChatUserResolver resolver, CallerPolicy policy) {
		this.service = service;
		this.resolver = resolver;
		this.policy = policy;
	}

	/**
	 * Revokes the tokens of a caller. Waits for the resolver, not for the Chat API. Wire
	 * operation: {@code users.revokeToken}.
	 * @param principal the caller, {@code null} if there is no authenticated one
	 */
	public void revoke(@Nullable Principal principal) {
		try {
			CreateUserInput user = this.policy.admits(principal) ? this.resolver.resolve(principal) : null;
			if (user != null) {
				this.service.revoke(user).subscribe(null, TokenRevocation::warn);
			}
		}
		catch (RuntimeException ex) {
			// Thrown by the resolver, and must not make the log-out fail.
			warn(ex);
		}
	}

	private static void warn(Throwable ex) {
		logger.warn("The tokens of a user who logged out were not revoked ({})", ex.toString());
	}

}
