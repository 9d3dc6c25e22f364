package io.github.tegrabox.chat.spring.token;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link UserIdCache} and what it remembers.
 */
class UserIdCacheTests {

	@Test
	void remembersAndForgets() {
		KnownUser user = new UserIdCache(100).get("alice");
		assertThat(user.userId()).isNull();
		user.userId("usr_1");
		assertThat(user.userId()).isEqualTo("usr_1");
		user.forget("usr_1");
		assertThat(user.userId()).isNull();
	}

	@Test
	void doesNotForgetASuccessor() {
		KnownUser user = new UserIdCache(100).get("alice");
		user.userId("usr_2");
		user.forget("usr_1");
		assertThat(user.userId()).isEqualTo("usr_2");
	}

	@Test
	void forgetsWhoDidNotComeForTheLongest() {
		UserIdCache cache = new UserIdCache(2);
		cache.get("a").userId("1");
		cache.get("b").userId("2");
		assertThat(cache.get("a").userId()).isEqualTo("1");
		cache.get("c").userId("3");
		assertThat(cache.size()).isEqualTo(2);
		assertThat(cache.get("a").userId()).isEqualTo("1");
		assertThat(cache.get("b").userId()).isNull();
	}

}
