package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the token endpoint in a servlet application.
 */
class ServletTokenEndpointTests extends AbstractTokenEndpointTests {

	private static final int MANY = 10_000;

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	Class<?> guarded() {
		return Guarded.class;
	}

	@Override
	WebApplicationType type() {
		return WebApplicationType.SERVLET;
	}

	@Test
	@Tag("load")
	void tenThousandUsersNeedLittleMemory() throws Exception {
		ask(0, 500);
		long before = retained();
		ask(500, 500 + MANY);
		assertThat(server().recorder().count("users.create")).isEqualTo(MANY);
		assertThat(server().recorder().count("users.generateToken")).isEqualTo(MANY);
		assertThat(retained() - before).isLessThan(16 * 1024 * 1024);
	}

	private void ask(int from, int to) throws Exception {
		AtomicInteger next = new AtomicInteger(from);
		ExecutorService callers = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Void>> tasks = Collections.nCopies(8, () -> {
				for (int user = next.getAndIncrement(); user < to; user = next.getAndIncrement()) {
					HttpResponse<String> response = send(as("user-" + user, request("/api/chat/token")).GET());
					assertThat(response.statusCode()).isEqualTo(200);
				}
				return null;
			});
			for (Future<Void> task : callers.invokeAll(tasks)) {
				task.get();
			}
		}
		finally {
			callers.shutdown();
		}
	}

	/**
	 * What stays in the heap, without the users that the Chat API itself keeps.
	 */
	private long retained() {
		server().reset();
		server().recorder().clear();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Guarded {

		@Bean
		UserDetailsService users() {
			return new Application().users();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.httpBasic(Customizer.withDefaults())
				.formLogin(Customizer.withDefaults())
				.csrf(CsrfConfigurer::disable)
				.build();
		}

		@Bean
		UserDetailsService users() {
			return (name) -> {
				if (!name.matches("alice|carol|user-.*")) {
					throw new UsernameNotFoundException(name);
				}
				return user(name);
			};
		}

		private static UserDetails user(String name) {
			return User.withUsername(name).password("{noop}password").roles("USER").build();
		}

	}

}
