package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;
import reactor.core.publisher.Mono;

/**
 * Reactive verification of tokens.
 */
final class DefaultReactiveAuthApi implements ReactiveAuthApi {

	private final RestExchange exchange;

	private final Call<AuthInfo> call;

	DefaultReactiveAuthApi(RestExchange exchange) {
		this.exchange = exchange;
		this.call = Call.of(Operation.AUTH_VERIFY, EntityReader.AUTH);
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
