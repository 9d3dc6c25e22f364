package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import io.github.tegrabox.chat.spring.token.ClaimsUserResolver;
import io.github.tegrabox.chat.spring.token.PrincipalNameUserResolver;
import io.github.tegrabox.chat.spring.token.TokenEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of all auto-configurations together, in every kind of application with and
 * without every optional library.
 */
class ChatContextMatrixTests {

	private static final Path IMPORTS = Path
		.of("target/classes/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");

	static Stream<Arguments> combinations() {
		return Stream.of(Web.values())
			.flatMap((web) -> IntStream.range(0, 1 << Library.values().length)
				.mapToObj((bits) -> Arguments.of(web, libraries(bits))));
	}

	private static Set<Library> libraries(int bits) {
		Set<Library> libraries = EnumSet.allOf(Library.class);
		libraries.removeIf((library) -> (bits & (1 << library.ordinal())) == 0);
		return libraries;
	}

	@ParameterizedTest
	@MethodSource("combinations")
	void theContextHoldsWhatTheLibrariesAllow(Web web, Set<Library> libraries) {
		boolean security = libraries.contains(Library.SECURITY);
		boolean oauth2 = libraries.contains(Library.OAUTH2);
		boolean actuator = libraries.contains(Library.ACTUATOR);
		boolean micrometer = libraries.contains(Library.MICROMETER);
		boolean endpoint = web != Web.NONE;
		runner(web, libraries).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).getBeans(ChatClient.class).hasSize(1);
			assertThat(context).getBeans(ReactiveChatClient.class).hasSize(1);
			assertThat(context).getBeans(ChatSocket.class).hasSize(1);
			assertThat(context).getBeans(ChatEventPublisher.class).hasSize(1);
			assertThat(context).getBeans(TokenEndpoint.class).hasSize(endpoint ? 1 : 0);
			assertThat(context).getBeans(ChatUserResolver.class).hasSize(endpoint ? 1 : 0);
			assertThat(context).getBeans(PrincipalNameUserResolver.class)
				.hasSize((endpoint && security && !oauth2) ? 1 : 0);
			assertThat(context).getBeans(ClaimsUserResolver.class).hasSize((endpoint && security && oauth2) ? 1 : 0);
			assertThat(context.containsBean("chatHealthContributor")).isEqualTo(actuator);
			assertThat(context.containsBean("chatSocketHealthContributor")).isEqualTo(actuator);
			assertThat(context.containsBean("io.github.tegrabox.chat.sanitizingFunction")).isEqualTo(actuator);
			assertThat(context.containsBean("io.github.tegrabox.chat.socketMeterBinder")).isEqualTo(micrometer);
			assertThat(context.containsBean("io.github.tegrabox.chat.tokenRequestObserver")).isEqualTo(micrometer);
		});
	}

	private static AbstractApplicationContextRunner<?, ?, ?> runner(Web web, Set<Library> libraries) {
		AbstractApplicationContextRunner<?, ?, ?> runner = web.runner.get()
			.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(autoConfigurations()))
			.withClassLoader(new FilteredClassLoader(Library.packagesWithout(libraries)))
			.withPropertyValues("chat.api-key=key", "chat.socket.user.external-id=backend",
					"chat.socket.auto-startup=false", "chat.token-endpoint.revoke-on-logout=true");
		return libraries.contains(Library.MICROMETER) ? runner.withBean(SimpleMeterRegistry.class) : runner;
	}

	private static Class<?>[] autoConfigurations() {
		try {
			return Files.readAllLines(IMPORTS)
				.stream()
				.map((name) -> ClassUtils.resolveClassName(name, null))
				.toArray(Class<?>[]::new);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	enum Web {

		SERVLET(WebApplicationContextRunner::new), REACTIVE(ReactiveWebApplicationContextRunner::new),
		NONE(ApplicationContextRunner::new);

		private final Supplier<AbstractApplicationContextRunner<?, ?, ?>> runner;

		Web(Supplier<AbstractApplicationContextRunner<?, ?, ?>> runner) {
			this.runner = runner;
		}

	}

	enum Library {

		SECURITY("org.springframework.security"),

		ACTUATOR("org.springframework.boot.health", "org.springframework.boot.actuate"),

		MICROMETER("io.micrometer.core"),

		OAUTH2("org.springframework.security.oauth2");

		private final List<String> packages;

		Library(String... packages) {
			this.packages = List.of(packages);
		}

		private static String[] packagesWithout(Set<Library> present) {
			List<String> absent = new ArrayList<>();
			for (Library library : values()) {
				if (!present.contains(library)) {
					absent.addAll(library.packages);
				}
			}
			return absent.toArray(String[]::new);
		}

	}

}
