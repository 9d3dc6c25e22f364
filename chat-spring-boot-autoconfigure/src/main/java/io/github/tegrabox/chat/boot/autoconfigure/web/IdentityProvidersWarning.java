package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Warning of several sources of callers whose names the resolver cannot tell apart.
 */
class IdentityProvidersWarning implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(IdentityProvidersWarning.class);

	private static final List<String> PROVIDERS = List.of(
			"org.springframework.security.core.userdetails.UserDetailsService",
			"org.springframework.security.core.userdetails.ReactiveUserDetailsService",
			"org.springframework.security.oauth2.jwt.JwtDecoder",
			"org.springframework.security.oauth2.jwt.ReactiveJwtDecoder",
			"org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector",
			"org.springframework.security.oauth2.server.resource.introspection.ReactiveOpaqueTokenIntrospector");

	private static final List<String> REGISTRATIONS = List.of(
			"org.springframework.security.oauth2.client.registration.ClientRegistrationRepository",
			"org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository");

	private final ConfigurableListableBeanFactory beanFactory;

	IdentityProvidersWarning(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		int providers = PROVIDERS.stream().mapToInt((type) -> names(type).length).sum()
				+ REGISTRATIONS.stream().mapToInt(this::registrations).sum();
		if (providers > 1) {
			logger
				.warn("There are {} sources of callers, such as identity providers, and the chat token endpoint takes "
						+ "callers of the same name or subject for the same person, whichever of them they come from. "
						+ "Tell them apart with a ChatUserResolver bean.", providers);
		}
	}

	private int registrations(String type) {
		int count = 0;
		for (String name : names(type)) {
			// Nothing is made for a warning: it might ask a provider that is not there.
			if (this.beanFactory.getSingleton(name) instanceof Iterable<?> registrations) {
				for (Object registration : registrations) {
					count += (registration != null) ? 1 : 0;
				}
			}
		}
		return count;
	}

	private String[] names(String type) {
		return ClassUtils.isPresent(type, getClass().getClassLoader()) ? this.beanFactory.getBeanNamesForType(
				ClassUtils.resolveClassName(type, getClass().getClassLoader()), true, false) : new String[0];
	}

	/**
	 * Hints for native images: the types, which are looked up by name.
	 */
	static class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.concat(PROVIDERS.stream(), REGISTRATIONS.stream())
				.forEach((type) -> hints.reflection().registerTypeIfPresent(classLoader, type));
		}

	}

}
