package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.security.Principal;

import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Resolver of applications without Spring Security that have none of their own: there is
 * nobody whom it could trust, so it refuses everyone and says so once, at start-up.
 */
class RefusingUserResolver implements ChatUserResolver, SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(RefusingUserResolver.class);

	@Override
	public void afterSingletonsInstantiated() {
		logger.warn("The chat token endpoint refuses every caller: Spring Security is not on the class path. "
				+ "Add it, or a ChatUserResolver bean that tells who the caller is, "
				+ "or set 'chat.token-endpoint.enabled' to 'false'.");
	}

	@Override
	public @Nullable CreateUserInput resolve(@Nullable Principal principal) {
		return null;
	}

}
