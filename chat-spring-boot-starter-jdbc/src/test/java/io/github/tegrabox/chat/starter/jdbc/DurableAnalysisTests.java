package io.github.tegrabox.chat.starter.jdbc;

import java.lang.reflect.Proxy;
import java.util.Map;

import javax.sql.DataSource;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.durable.ChatDurableAutoConfiguration;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ConnectionState;
import io.github.tegrabox.chat.spring.ReplicaState;
import io.github.tegrabox.chat.spring.durable.GroupStore;
import io.github.tegrabox.chat.spring.durable.JdbcGroupStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

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
				.hasMessageContaining("'chat.socket.delivery' is 'durable', but nothing in the context provides that"));
	}

	/** Flyway, for one, refuses a schema that is not empty. */
	@Test
	void theTablesAreMadeAfterTheApplicationHasMadeItsOwn() {
		this.runner.withUserConfiguration(Initialized.class)
			.withPropertyValues("chat.socket.delivery=durable", "chat.socket.group=a")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context).hasSingleBean(JdbcGroupStore.class);
				assertThat(context.getBean(JdbcGroupStore.class).get("groups", "a")).isNull();
				assertThat(context.getBean(OwnTables.class).found).isFalse();
			});
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

	@ParameterizedTest
	@ValueSource(classes = { ChatClient.class, ChatSocket.class })
	<T> void aMockHarmsNothing(Class<T> type) {
		this.runner.withBean(type, () -> mock(type))
			.withPropertyValues("chat.socket.delivery=durable", "chat.socket.group=a", "chat.socket.auto-startup=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(type)).isNotNull();
				assertThat(context.getBeansOfType(ReplicaState.class)).isEmpty();
				assertThat(context.getBeansOfType(HealthIndicator.class)).doesNotContainValue(null);
			});
	}

	@Test
	void aSocketOfAnotherLibraryIsNamed() {
		this.runner.withBean(ChatSocket.class, () -> socket(ConnectionState.DISCONNECTED))
			.withPropertyValues("chat.socket.delivery=durable", "chat.socket.group=a")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("the bean of the type ChatSocket is not that of this library"));
	}

	private static ChatSocket socket(ConnectionState state) {
		ChatSocket mock = mock(ChatSocket.class);
		return (ChatSocket) Proxy.newProxyInstance(ChatSocket.class.getClassLoader(),
				new Class<?>[] { ChatSocket.class }, (proxy, method, arguments) -> method.getName().equals("state")
						? state : Proxy.getInvocationHandler(mock).invoke(proxy, method, arguments));
	}

	/** Knows nothing and does nothing, as a mock of Mockito. */
	private static <T> T mock(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == arguments[0];
					default -> (method.getReturnType() == boolean.class) ? false : null;
				}));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Initialized {

		@Bean
		OwnTables ownTables(DataSource dataSource) {
			return new OwnTables(dataSource);
		}

	}

	/** Looks what is there when its turn comes. */
	static class OwnTables extends DataSourceScriptDatabaseInitializer {

		private final DataSource dataSource;

		private @Nullable Boolean found;

		OwnTables(DataSource dataSource) {
			super(dataSource, new DatabaseInitializationSettings());
			this.dataSource = dataSource;
		}

		@Override
		public boolean initializeDatabase() {
			this.found = !new JdbcTemplate(this.dataSource)
				.queryForList("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'INT_LOCK'")
				.isEmpty();
			return false;
		}

	}

}
