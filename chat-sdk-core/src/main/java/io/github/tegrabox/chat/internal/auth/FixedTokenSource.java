package io.github.tegrabox.chat.internal.auth;

import io.github.tegrabox.chat.error.ChatException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Source of a fixed JWT.
 */
final class FixedTokenSource implements TokenSource {

	private final Token token;

	FixedTokenSource(Token token) {
		this.token = token;
	}

	@Override
	public Mono<Token> current() {
		return Mono.just(this.token);
	}

	@Override
	public Mono<Token> renew(Token refused) {
		return Mono.error(() -> new ChatException("The JWT was refused, and a fixed one cannot be renewed"));
	}

	@Override
	public boolean isRenewable() {
		return false;
	}

	@Override
	public @Nullable String userId() {
		return this.token.userId();
	}

	@Override
	public String toString() {
		return "fixed " + this.token;
	}

}
