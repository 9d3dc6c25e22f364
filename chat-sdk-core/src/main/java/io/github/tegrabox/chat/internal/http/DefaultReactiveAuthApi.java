package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;
import io.github.tegrabox.chat.wire.WireSettings;
import reactor.core.publisher.Mono;

/**
 * Verification of tokens.
 */
final class DefaultReactiveAuthApi implements ReactiveAuthApi {

	private final RestExchange exchange;

	private final Call<AuthInfo> call;

	DefaultReactiveAuthApi(RestExchange exchange, WireSettings wire) {
		this.exchange = exchange;
		this.call = Call.onAll(Operation.AUTH_VERIFY, PathTemplate.of(wire.paths().verify()), EntityReader.AUTH);
	}

	@Override
	public Mono<AuthInfo> verify() {
		return this.exchange.execute(this.call);
	}

	@Override
	public Mono<AuthInfo> verify(String jwt) {
		return this.exchange.execute(this.call, Secret.of(jwt, "JWT"));
	}

}
