package io.github.tegrabox.chat.boot.autoconfigure.metrics;

import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatEventsAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatHttpConnectorAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.web.ChatTokenEndpointAutoConfiguration;
import io.github.tegrabox.chat.spring.metrics.ChatSocketMeterBinder;
import io.github.tegrabox.chat.spring.metrics.MeteredTokenRequests;
import io.github.tegrabox.chat.spring.token.TokenRequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ChatMetricsAutoConfiguration}.
 */
class ChatMetricsAutoConfigurationTests {

	private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, WebClientAutoConfiguration.class,
				ChatTestServerAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
				ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class,
				ChatTokenEndpointAutoConfiguration.class, ChatMetricsAutoConfiguration.class))
		.withPropertyValues("chat.test-server.enabled=true", "chat.socket.user.external-id=backend",
				"chat.socket.auto-startup=false");

	private final WebApplicationContextRunner runner = this.plain.withBean(SimpleMeterRegistry.class);

	@Test
	void theMetersAreBound() {
		this.runner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.get("chat.socket.connected").gauge().value()).isZero();
			assertThat(registry.get("chat.events.received").functionCounters()).hasSize(10);
			assertThat(context).hasSingleBean(MeteredTokenRequests.class);
		});
	}

	@Test
	void withoutARegistryThereAreNone() {
		this.plain.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(ChatSocketMeterBinder.class)
			.doesNotHaveBean(TokenRequestObserver.class));
	}

	@Test
	void withoutMicrometerThereAreNone() {
		this.plain.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TokenRequestObserver.class));
	}

	@Test
	void withoutASocketThereAreThoseOfTokens() {
		this.runner.withPropertyValues("chat.socket.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(MeteredTokenRequests.class)
				.doesNotHaveBean(ChatSocketMeterBinder.class));
	}

	@Test
	void theApplicationsOwnObserverIsUsed() {
		TokenRequestObserver own = (outcome, duration) -> {
		};
		this.runner.withBean(TokenRequestObserver.class, () -> own)
			.run((context) -> assertThat(context.getBean(TokenRequestObserver.class)).isSameAs(own));
	}

}
