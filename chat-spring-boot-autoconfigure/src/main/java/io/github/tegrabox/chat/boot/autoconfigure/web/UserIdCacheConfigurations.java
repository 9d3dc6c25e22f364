package io.github.tegrabox.chat.boot.autoconfigure.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.tegrabox.chat.spring.token.CaffeineUserIdCache;
import io.github.tegrabox.chat.spring.token.LruUserIdCache;
import io.github.tegrabox.chat.spring.token.UserIdCache;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The memory of chat users, on Caffeine where it is present.
 */
final class UserIdCacheConfigurations {

	private static final int REMEMBERED_USERS = 10_000;

	private UserIdCacheConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Caffeine.class)
	@ConditionalOnMissingBean(UserIdCache.class)
	static class WithCaffeine {

		@Bean("io.github.tegrabox.chat.userIdCache")
		CaffeineUserIdCache chatUserIdCache() {
			return new CaffeineUserIdCache(REMEMBERED_USERS);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(UserIdCache.class)
	static class WithoutCaffeine {

		@Bean("io.github.tegrabox.chat.userIdCache")
		LruUserIdCache chatUserIdCache() {
			return new LruUserIdCache(REMEMBERED_USERS);
		}

	}

}
