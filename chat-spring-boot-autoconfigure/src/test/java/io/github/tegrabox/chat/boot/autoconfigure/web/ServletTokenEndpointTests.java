package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatAuthenticationException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of the token endpoint in a servlet application.
 */
class ServletTokenEndpointTests extends AbstractTokenEndpointTests {

	@Override
	Class<?> application() {
		return Application.class;
	}

	@Override
	WebApplicationType type() {
		return WebApplicationType.SERVLET;
	}

	@Test
	void tokensAreRevokedAtLogout() throws Exception {
		try (ConfigurableApplicationContext context = run(Application.class,
				"chat.token-endpoint.revoke-on-logout=true")) {
			String origin = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
			HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
			post(browser, origin + "/login?username=alice&password=password");
			HttpResponse<String> response = browser
				.send(HttpRequest.newBuilder(URI.create(origin + "/api/chat/token")).build(), BodyHandlers.ofString());
			String token = JsonMapper.builder().build().readTree(response.body()).path("token").asString();
			ChatClient client = context.getBean(ChatClient.class);
			assertThat(client.auth().verify(token).valid()).isTrue();
			post(browser, origin + "/logout");
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThatExceptionOfType(ChatAuthenticationException.class)
					.isThrownBy(() -> client.auth().verify(token)));
		}
	}

	private static void post(HttpClient browser, String uri) throws IOException, InterruptedException {
		browser.send(HttpRequest.newBuilder(URI.create(uri)).POST(BodyPublishers.noBody()).build(),
				BodyHandlers.discarding());
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
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(user("alice"), user("carol"));
		}

		private static UserDetails user(String name) {
			return User.withUsername(name).password("{noop}password").roles("USER").build();
		}

	}

}
