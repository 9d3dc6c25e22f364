package io.github.tegrabox.chat.spring.token;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.logout.ServerLogoutHandler;

/**
 * Handler that revokes the chat tokens of a user who logs out of a WebFlux application,
 * where Spring Security publishes no event. It calls the resolver on a thread that may
 * block.
 */
public final class TokenRevokingLogoutHandler implements ServerLogoutHandler {

	private final TokenRevocation revocation;

	/**
	 * Creates a handler.
	 * @param revocation revokes the tokens
	 */
	public TokenRevokingLogoutHandler(TokenRevocation revocation) {
		this.revocation = revocation;
	}

	@Override
	public Mono<Void> logout(WebFilterExchange exchange, Authentication authentication) {
		return Mono.<Void>fromRunnable(() -> this.revocation.revoke(authentication))
			.subscribeOn(Schedulers.boundedElastic());
	}

}
