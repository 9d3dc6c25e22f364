package io.github.tegrabox.chat.spring.token;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the caches of user ids.
 */
class UserIdCacheTests {

	static Stream<UserIdCache> caches() {
		return Stream.of(new LruUserIdCache(100), new CaffeineUserIdCache(100));
	}

	@ParameterizedTest
	@MethodSource("caches")
	void remembersAndForgets(UserIdCache cache) {
		cache.put("alice", "usr_1");
		assertThat(cache.get("alice")).isEqualTo("usr_1");
		cache.remove("alice", "usr_1");
		assertThat(cache.get("alice")).isNull();
	}

	@ParameterizedTest
	@MethodSource("caches")
	void doesNotForgetASuccessor(UserIdCache cache) {
		cache.put("alice", "usr_2");
		cache.remove("alice", "usr_1");
		assertThat(cache.get("alice")).isEqualTo("usr_2");
	}

	@Test
	void forgetsWhatWasNotAskedForTheLongest() {
		UserIdCache cache = new LruUserIdCache(2);
		cache.put("a", "1");
		cache.put("b", "2");
		assertThat(cache.get("a")).isEqualTo("1");
		cache.put("c", "3");
		assertThat(cache.get("b")).isNull();
		assertThat(cache.get("a")).isEqualTo("1");
		assertThat(cache.get("c")).isEqualTo("3");
	}

}
