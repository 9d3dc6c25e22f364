package io.github.tegrabox.chat.spring.token;

import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;

/**
 * Listener that revokes every chat token of a user who logged out, without keeping the
 * logout waiting.
 */
public final class TokenRevokingLogoutListener implements ApplicationListener<LogoutSuccessEvent> {

	private static final Logger logger = LoggerFactory.getLogger(TokenRevokingLogoutListener.class);

	private final ChatTokenService service;

	private final ChatUserResolver resolver;

	/**
	 * Creates a listener.
	 * @param service revokes the tokens
	 * @param resolver tells which chat user a caller is
	 */
	public TokenRevokingLogoutListener(ChatTokenService service, ChatUserResolver resolver) {
		this.service = service;
		this.resolver = resolver;
	}

	@Override
	public void onApplicationEvent(LogoutSuccessEvent event) {
		CreateUserInput user = this.resolver.resolve(event.getAuthentication());
		if (user != null) {
			this.service.revoke(user)
				.subscribe(null, (ex) -> logger.warn("The tokens of a user who logged out were " + "not revoked ({})",
						ex.toString()));
		}
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
