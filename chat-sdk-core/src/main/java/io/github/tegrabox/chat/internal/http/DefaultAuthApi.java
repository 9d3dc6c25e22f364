package io.github.tegrabox.chat.internal.http;

import io.github.tegrabox.chat.internal.net.Blocking;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.rest.AuthApi;
import io.github.tegrabox.chat.rest.ReactiveAuthApi;

/**
 * Blocking verification of tokens.
 */
final class DefaultAuthApi implements AuthApi {

	private final ReactiveAuthApi reactive;

	DefaultAuthApi(ReactiveAuthApi reactive) {
		this.reactive = reactive;
	}

	@Override
	public AuthInfo verify() {
		return Blocking.read(this.reactive.verify());
	}

	@Override
	public AuthInfo verify(String jwt) {
		return Blocking.read(this.reactive.verify(jwt));
	}

}
