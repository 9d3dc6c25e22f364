package io.github.tegrabox.chat.boot.autoconfigure;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.web.ChatTokenEndpointAutoConfiguration;
import io.github.tegrabox.chat.boot.health.ChatHealthIndicator;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests of how the auto-configuration lives beside beans that it did not choose.
 */
@ExtendWith(OutputCaptureExtension.class)
class GoodNeighbourTests {

	private static final String PREFIX = "io.github.tegrabox.chat.";

	/**
	 * Spring Boot makes the names of the components out of them.
	 */
	private static final Set<String> NAMED_BY_CONVENTION = Set.of("chatHealthContributor",
			"chatSocketHealthContributor");

	private static final ChatTestServer server = ChatTestServer.start();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class,
				ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class))
		.withPropertyValues("chat.base-url=" + server.baseUrl(), "chat.api-key=" + server.apiKey(),
				"chat.socket.user.external-id=backend", "chat.socket.auto-startup=false");

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void everyBeanHasANameThatNoApplicationTakes() {
		List<String> names = new ArrayList<>();
		new ClassFileImporter().importPaths(Path.of("target/classes"))
			.stream()
			.filter((type) -> type.getPackageName().startsWith(PREFIX + "boot.autoconfigure"))
			.map(JavaClass::getName)
			.forEach((name) -> {
				for (Method method : ClassUtils.resolveClassName(name, null).getDeclaredMethods()) {
					Bean bean = AnnotatedElementUtils.findMergedAnnotation(method, Bean.class);
					if (bean != null) {
						names.addAll((bean.name().length > 0) ? Arrays.asList(bean.name()) : List.of(method.getName()));
					}
				}
			});
		assertThat(names).hasSizeGreaterThan(20)
			.allMatch((name) -> name.startsWith(PREFIX) || NAMED_BY_CONVENTION.contains(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "SERVLET", "REACTIVE", "NONE" })
	void theUsualNamesAreFreeForTheApplication(WebApplicationType type) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(UsualNames.class).web(type)
			.properties("chat.test-server.enabled=true", "server.port=0", "spring.main.banner-mode=off",
					"chat.socket.user.external-id=backend", "chat.socket.auto-startup=false")
			.run()) {
			assertThat(context.getBean("chatClient")).isEqualTo("chatClient");
			assertThat(context.getBean(ChatClient.class).rooms().list().items()).isEmpty();
		}
	}

	@Test
	void aPrimaryClientIsTheOneToUse() {
		this.runner.withUserConfiguration(PrimaryBeans.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ReactiveChatClient.class))
				.isSameAs(context.getBean(ChatClient.class).reactive());
			assertThat(context.getBean(ChatClient.class)).isSameAs(context.getBean("second"));
		});
	}

	@Test
	void aPrimaryTokenProviderIsTheOneToUse() {
		String jwt = server.issueToken(server.createUser("Alice", "alice-primary"));
		this.runner.withBean("first", ChatTokenProvider.class, () -> () -> "wrong")
			.withBean("second", ChatTokenProvider.class, () -> () -> jwt, (definition) -> definition.setPrimary(true))
			.run((context) -> assertThat(context.getBean(ChatClient.class).auth().verify().user().externalUserId())
				.isEqualTo("alice-primary"));
	}

	@ParameterizedTest
	@ValueSource(classes = { TwoClients.class, TwoReactiveClients.class, TwoTokenProviders.class })
	void severalWithoutAPrimaryOneAreExplained(Class<?> configuration) {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class, ChatAutoConfiguration.class,
					ChatSocketAutoConfiguration.class, ChatTokenEndpointAutoConfiguration.class))
			.withPropertyValues("chat.api-key=key")
			.withUserConfiguration(configuration)
			.run((context) -> {
				assertThat(context).hasFailed();
				var analysis = new AmbiguousChatBeanFailureAnalyzer().analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("There are 2 beans", "- one", "- two");
				assertThat(analysis.getAction()).contains("@Primary");
			});
	}

	@Test
	void othersAmbiguitiesAreLeftToSpringBoot() {
		assertThat(new AmbiguousChatBeanFailureAnalyzer()
			.analyze(new NoUniqueBeanDefinitionException(String.class, "a", "b"))).isNull();
	}

	@Test
	void amongSeveralWebClientBuildersAPlainOneIsUsed(CapturedOutput output) {
		AtomicInteger customized = new AtomicInteger();
		this.runner.withBean("one", WebClient.Builder.class, () -> failing("one"))
			.withBean("two", WebClient.Builder.class, () -> failing("two"))
			.withBean(WebClientCustomizer.class, () -> (builder) -> customized.incrementAndGet())
			.run((context) -> {
				assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo(server.projectId());
				assertThat(customized).hasValue(1);
				assertThat(output).containsOnlyOnce("none of the 2 beans [one, two] of type Builder");
			});
	}

	@Test
	void thePrimaryOrTheOnlyWebClientBuilderIsUsed() {
		this.runner.withBean("one", WebClient.Builder.class, () -> failing("one"))
			.withBean("two", WebClient.Builder.class, () -> failing("two"), (definition) -> definition.setPrimary(true))
			.run((context) -> assertThatThrownBy(() -> context.getBean(ChatClient.class).projectId())
				.hasStackTraceContaining("two"));
		// Under the name of Spring Boot's own.
		this.runner.withUserConfiguration(OwnBuilder.class)
			.run((context) -> assertThatThrownBy(() -> context.getBean(ChatClient.class).projectId())
				.hasStackTraceContaining("own"));
	}

	@Test
	void aLoadBalancedWebClientBuilderIsNotUsed() {
		this.runner.withBean(WebClient.Builder.class, () -> WebClient.builder().filter(new SomeLoadBalancerFilter()))
			.run((context) -> assertThat(context.getBean(ChatClient.class).projectId()).isEqualTo(server.projectId()));
	}

	@Test
	void severalSettingsOfHttpClientsAreNone() {
		this.runner.withBean("one", HttpClientSettings.class, HttpClientSettings::defaults)
			.withBean("two", HttpClientSettings.class, HttpClientSettings::defaults)
			.withBean("jdk", ClientHttpConnectorBuilder.class, ClientHttpConnectorBuilder::jdk)
			.withBean("other", ClientHttpConnectorBuilder.class, ClientHttpConnectorBuilder::jdk)
			.withBean("connector", ClientHttpConnector.class, JdkClientHttpConnector::new)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ChatClient client = context.getBean(ChatClient.class);
				assertThat(client.projectId()).isEqualTo(server.projectId());
				client.socket().connect();
				await().atMost(Duration.ofMinutes(2)).until(client.socket()::isConnected);
			});
	}

	@Test
	void aConnectorThatACustomizerSetsWins(CapturedOutput output) {
		List<String> paths = new CopyOnWriteArrayList<>();
		this.runner.withBean(WebClientCustomizer.class, () -> (builder) -> builder.clientConnector(recording(paths)))
			.withPropertyValues("chat.http.connect-timeout=3s")
			.run((context) -> {
				context.getBean(ChatClient.class).projectId();
				context.getBean(ChatClient.class).mutate().build().projectId();
				assertThat(paths).isNotEmpty();
				assertThat(output).containsOnlyOnce("'chat.http.connect-timeout' has no effect");
			});
	}

	@Test
	void aConnectorOfTheApplicationsBuilderWins(CapturedOutput output) {
		List<String> paths = new CopyOnWriteArrayList<>();
		this.runner.withBean(WebClient.Builder.class, () -> WebClient.builder().clientConnector(recording(paths)))
			.run((context) -> {
				context.getBean(ChatClient.class).projectId();
				assertThat(paths).isNotEmpty();
				assertThat(output).doesNotContain("has no effect");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "SERVLET", "REACTIVE", "NONE" })
	void mocksHarmNothing(WebApplicationType type) {
		for (Class<?> application : List.of(MockedClient.class, MockedSocket.class)) {
			ConfigurableApplicationContext context = new SpringApplicationBuilder(application).web(type)
				.properties("chat.api-key=key", "chat.base-url=" + server.baseUrl(), "server.port=0",
						"spring.main.banner-mode=off", "chat.socket.user.external-id=backend",
						"chat.token-endpoint.revoke-on-logout=true",
						// Nobody would wait for as long.
						"spring.lifecycle.timeout-per-shutdown-phase=1h")
				.run();
			assertThat(context.getBean(ChatClient.class)).isNotNull();
			assertThat(context.getBeansOfType(HealthIndicator.class)).doesNotContainValue(null);
			context.close();
		}
	}

	@Test
	void aChildHearsNothingTwiceAndClosesNothingOfItsParent() {
		String userId = server.createUser("Writer", "writer");
		String roomId = server.createRoom("Room", userId);
		String[] properties = { "chat.api-key=" + server.apiKey(), "chat.base-url=" + server.baseUrl(),
				"spring.main.banner-mode=off", "chat.socket.user.external-id=parent", "chat.socket.rooms=" + roomId };
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Parent.class).web(WebApplicationType.NONE)
			.properties(properties);
		ConfigurableApplicationContext child = builder.child(Child.class)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.run();
		try (ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent()) {
			ChatSocket socket = parent.getBean(ChatSocket.class);
			assertThat(child.getBean(ChatSocket.class)).isSameAs(socket);
			assertThat(child.getBean(ChatClient.class)).isSameAs(parent.getBean(ChatClient.class));
			assertThat(child.getBeanFactory().getBeanNamesForType(ChatSocketLifecycle.class)).isEmpty();
			assertThat(child.getBeanFactory().getBeanNamesForType(ChatHealthIndicator.class)).isEmpty();
			assertThat(parent.getBeanFactory().getBeanNamesForType(ChatSocketLifecycle.class)).hasSize(1);
			await().atMost(Duration.ofMinutes(2)).until(() -> socket.joinedRooms().contains(roomId));
			List<String> heard = parent.getBean(Parent.class).heard;
			server.createMessage(roomId, userId, "one");
			await().atMost(Duration.ofMinutes(2)).until(() -> heard.contains("one"));
			child.close();
			assertThat(socket.isConnected()).isTrue();
			server.createMessage(roomId, userId, "two");
			await().atMost(Duration.ofMinutes(2)).until(() -> heard.contains("two"));
			assertThat(heard).containsExactly("one", "two");
		}
	}

	private static ClientHttpConnector recording(List<String> paths) {
		JdkClientHttpConnector connector = new JdkClientHttpConnector();
		return (method, uri, callback) -> {
			paths.add(uri.getPath());
			return connector.connect(method, uri, callback);
		};
	}

	private static WebClient.Builder failing(String name) {
		return WebClient.builder().filter((request, next) -> Mono.error(new IllegalStateException(name)));
	}

	private static final class SomeLoadBalancerFilter implements ExchangeFilterFunction {

		@Override
		public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
			return Mono.just(ClientResponse.create(HttpStatus.SERVICE_UNAVAILABLE).build());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class UsualNames {

		@Bean
		String chatClient() {
			return "chatClient";
		}

		@Bean
		String reactiveChatClient() {
			return "reactiveChatClient";
		}

		@Bean
		String chatSocket() {
			return "chatSocket";
		}

		@Bean
		String chatTokenService() {
			return "chatTokenService";
		}

		@Bean
		String chatTokenProvider() {
			return "chatTokenProvider";
		}

		@Bean
		String chatUserResolver() {
			return "chatUserResolver";
		}

		@Bean
		String chatEventPublisher() {
			return "chatEventPublisher";
		}

		@Bean
		String chatSocketLifecycle() {
			return "chatSocketLifecycle";
		}

		@Bean
		String chatTestServer() {
			return "chatTestServer";
		}

		@Bean
		String chatConnectionDetails() {
			return "chatConnectionDetails";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBuilder {

		@Bean
		WebClient.Builder webClientBuilder() {
			return failing("own");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryBeans {

		@Bean
		ChatClient first() {
			return ChatClient.builder().apiKey("other").build();
		}

		@Bean
		@Primary
		ChatClient second() {
			return ChatClient.builder().baseUrl(server.baseUrl()).apiKey(server.apiKey()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoClients {

		@Bean
		ChatClient one() {
			return ChatClient.builder().apiKey("one").build();
		}

		@Bean
		ChatClient two() {
			return ChatClient.builder().apiKey("two").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoReactiveClients {

		@Bean
		ReactiveChatClient one() {
			return ReactiveChatClient.builder().apiKey("one").build();
		}

		@Bean
		ReactiveChatClient two() {
			return ReactiveChatClient.builder().apiKey("two").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoTokenProviders {

		@Bean
		ChatTokenProvider one() {
			return () -> "one";
		}

		@Bean
		ChatTokenProvider two() {
			return () -> "two";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class MockedClient {

		@Bean
		ChatClient client() {
			return mock();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class MockedSocket {

		@Bean
		ChatSocket socket() {
			return mock();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Parent {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceived event) {
			this.heard.add(event.message().content());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Child {

	}

}
