package io.github.tegrabox.chat.starter.jdbc;

import java.util.Map;

import io.github.tegrabox.chat.boot.autoconfigure.durable.ChatDurableAutoConfiguration;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.durable.GroupStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what durable delivery says when it lacks something.
 */
class DurableAnalysisTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("chat.api-key=key", "chat.socket.user.user-id=usr_1", "chat.socket.auto-startup=false",
				"spring.datasource.url=" + Databases.newH2());

	@Test
	void nothingOfItIsThereUnlessItIsAskedFor() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(GroupStore.class)
			.doesNotHaveBean(ReplicaState.class));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					chat.socket.delivery=durable                                                   | spring.application.name
					chat.socket.delivery=durable,chat.socket.group=a b                              | chat.socket.group
					chat.socket.delivery=durable,spring.application.name=My App                     | spring.application.name
					chat.socket.delivery=durable,chat.socket.group=a,chat.socket.shards=0           | chat.socket.shards
					chat.socket.delivery=durable,chat.socket.group=a,chat.socket.lease=1ms          | chat.socket.lease
					chat.socket.delivery=durable,chat.socket.group=a,chat.socket.store=redis        | redis
					chat.socket.delivery=durable,chat.socket.group=a,chat.socket.recovery.enabled=false | chat.socket.recovery.enabled
					""")
	void whatIsMissingIsNamed(String properties, String named) {
		this.runner.withPropertyValues(properties.split(","))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.extracting((failure) -> failure.getMessage() + " " + action(failure))
				.asString()
				.contains(named));
	}

	@Test
	void blanksAroundAValueDoNotMatter() {
		Map<String, Object> properties = Map.of("chat.socket.delivery", "durable\r\n", "chat.socket.store", "jdbc ",
				"chat.socket.group", "a");
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("blanks", properties)))
			.run((context) -> assertThat(context).hasSingleBean(GroupStore.class).hasSingleBean(ReplicaState.class));
	}

	@Test
	void durableDeliveryThatIsLeftOutIsNamed() {
		this.runner
			.withPropertyValues("chat.socket.delivery=durable", "chat.socket.group=a",
					"spring.autoconfigure.exclude=" + ChatDurableAutoConfiguration.class.getName())
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("'chat.socket.delivery' is 'durable', but nothing in the context delivers so"));
	}

	private static Object action(Throwable failure) {
		return org.assertj.core.util.introspection.FieldSupport.extraction()
			.fieldValue("action", Object.class, failure);
	}

	@Test
	void withoutTheLibrariesTheStarterIsNamed() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.withPropertyValues("chat.socket.delivery=durable", "chat.socket.group=a")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("no store")
				.hasFieldOrPropertyWithValue("action",
						"Add 'io.github.tegrabox:chat-spring-boot-starter-jdbc' to keep the "
								+ "positions on the application's database, or "
								+ "'io.github.tegrabox:chat-spring-boot-starter-redis' to keep them on Redis."));
	}

	@Test
	void withoutTheLibrariesLiveDeliveryIsAsEver() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
