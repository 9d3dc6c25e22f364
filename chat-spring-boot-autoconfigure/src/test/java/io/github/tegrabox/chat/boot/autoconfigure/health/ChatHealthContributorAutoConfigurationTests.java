package io.github.tegrabox.chat.boot.autoconfigure.health;

import java.time.Duration;

import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatHttpConnectorAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.boot.health.ChatHealthIndicator;
import io.github.tegrabox.chat.boot.health.ChatSocketHealthIndicator;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.ChatTestServerWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChatHealthContributorAutoConfiguration}.
 */
class ChatHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class,
				HealthContributorRegistryAutoConfiguration.class, WebClientAutoConfiguration.class,
				ChatTestServerAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
				ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class,
				ChatHealthContributorAutoConfiguration.class))
		.withPropertyValues("chat.test-server.enabled=true", "chat.socket.user.external-id=backend");

	@Test
	void bothAreThereUnderTheirNames() {
		this.runner.run((context) -> {
			assertThat(context.getBean(ReactiveHealthContributorRegistry.class).getContributor("chat"))
				.isInstanceOf(ChatHealthIndicator.class);
			assertThat(context.getBean(HealthContributorRegistry.class).getContributor("chatSocket"))
				.isInstanceOf(ChatSocketHealthIndicator.class);
		});
	}

	@Test
	void theChatApiIsAskedOncePerTimeToLive() {
		this.runner.withPropertyValues("chat.health.cache-ttl=1h").run((context) -> {
			ChatTestServer server = context.getBean(ChatTestServer.class);
			ChatHealthIndicator indicator = context.getBean(ChatHealthIndicator.class);
			assertThat(server.recorder().counts()).isEmpty();
			for (int i = 0; i < 5; i++) {
				Health health = indicator.health().block();
				assertThat(health).isNotNull();
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsEntry("projectId", server.projectId())
					.containsEntry("baseUrl", server.baseUrl());
			}
			assertThat(server.recorder().count("rooms.list")).isOne();
		});
	}

	@Test
	void aServerThatTellsNoProjectIsUpWithoutThatDetail() {
		ChatTestServerWire wire = ChatTestServerWire.builder().project("none").build();
		this.runner.withBean(ChatTestServer.class, () -> ChatTestServer.builder().wire(wire).build().start())
			.withPropertyValues("chat.wire.project=none", "chat.retry.enabled=false")
			.run((context) -> {
				context.getBean(ChatTestServer.class).faults().on("projects.current").respond(404);
				Health health = context.getBean(ChatHealthIndicator.class).health().block();
				assertThat(health).isNotNull();
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsOnlyKeys("baseUrl");
			});
	}

	@Test
	void aServerThatIsSlowToTellTheProjectIsUpWithoutThatDetail() {
		ChatTestServerWire wire = ChatTestServerWire.builder().project("none").build();
		this.runner.withBean(ChatTestServer.class, () -> ChatTestServer.builder().wire(wire).build().start())
			.withPropertyValues("chat.wire.project=none", "chat.http.response-timeout=10m")
			.run((context) -> {
				context.getBean(ChatTestServer.class).faults().on("projects.current").delay(Duration.ofMinutes(8));
				Health health = context.getBean(ChatHealthIndicator.class).health().block(Duration.ofMinutes(2));
				assertThat(health).isNotNull();
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).containsOnlyKeys("baseUrl");
			});
	}

	@Test
	void aChatApiThatFailsIsDownWithoutASecret() {
		this.runner.withPropertyValues("chat.retry.enabled=false").run((context) -> {
			ChatTestServer server = context.getBean(ChatTestServer.class);
			server.failNext(10, 401);
			Health health = context.getBean(ChatHealthIndicator.class).health().block();
			assertThat(health).isNotNull();
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.toString()).doesNotContain(server.apiKey());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "cache-ttl", "socket-grace" })
	void aNegativeTimeIsRefused(String name) {
		this.runner.withPropertyValues("chat.health." + name + "=-1s")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("chat.health." + name);
					assertThat(ex.getValue()).hasToString("PT-1S");
				}));
		this.runner.withPropertyValues("chat.health." + name + "=0s")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void eachCanBeSwitchedOff() {
		this.runner.withPropertyValues("management.health.chat.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ChatHealthIndicator.class)
				.hasSingleBean(ChatSocketHealthIndicator.class));
		this.runner.withPropertyValues("management.health.chat-socket.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(ChatHealthIndicator.class)
				.doesNotHaveBean(ChatSocketHealthIndicator.class));
		this.runner.withPropertyValues("chat.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ChatHealthIndicator.class)
				.doesNotHaveBean(ChatSocketHealthIndicator.class));
	}

	@Test
	void withoutASocketThereIsOnlyTheOther() {
		this.runner.withPropertyValues("chat.socket.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(ChatHealthIndicator.class)
				.doesNotHaveBean(ChatSocketHealthIndicator.class));
	}

	@Test
	void theApplicationsOwnIsUsed() {
		HealthIndicator own = () -> Health.up().build();
		this.runner.withBean("chatHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(ChatHealthIndicator.class));
	}

	@Test
	void withoutActuatorThereIsNone() {
		this.runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("chatHealthContributor"));
	}

}
