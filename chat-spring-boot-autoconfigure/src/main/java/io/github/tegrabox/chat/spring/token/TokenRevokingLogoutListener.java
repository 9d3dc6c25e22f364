package io.github.tegrabox.chat.spring.token;

import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;

/**
 * Listener that revokes the chat tokens of a user who logged out of a servlet
 * application.
 */
public final class TokenRevokingLogoutListener implements ApplicationListener<LogoutSuccessEvent> {

	private final TokenRevocation revocation;

	/**
	 * Creates a listener.
	 * @param revocation revokes the tokens
	 */
	public TokenRevokingLogoutListener(TokenRevocation revocation) {
		this.revocation = revocation;
	}

	@Override
	public void onApplicationEvent(LogoutSuccessEvent event) {
		this.revocation.revoke(event.getAuthentication());
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

}
