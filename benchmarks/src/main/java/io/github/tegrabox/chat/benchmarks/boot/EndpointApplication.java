package io.github.tegrabox.chat.benchmarks.boot;

import java.util.Map;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.TokenResponse;
import io.github.tegrabox.chat.spring.ChatUserResolver;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Web application with the token endpoint and a controller, written by hand, that does
 * the least that the same takes.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EndpointApplication {

	@Bean
	ChatUserResolver oneUser() {
		return (principal) -> CreateUserInput.of("ann", "ann");
	}

	/**
	 * The controller.
	 */
	@RestController
	static class ByHand {

		private final ChatClient client;

		private volatile String userId = "";

		ByHand(ChatClient client) {
			this.client = client;
		}

		@GetMapping("/by-hand")
		ResponseEntity<Map<String, String>> token() {
			if (this.userId.isEmpty()) {
				ChatUser user = this.client.users().getOrCreate(CreateUserInput.of("ann", "ann"));
				this.userId = user.id();
			}
			TokenResponse token = this.client.users().generateToken(this.userId);
			return ResponseEntity.ok()
				.cacheControl(CacheControl.noStore())
				.body(Map.of("token", token.token(), "userId", this.userId, "expiresAt",
						String.valueOf(token.expiresAt())));
		}

	}

}
