package io.github.tegrabox.chat.testserver.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Runs test classes with the annotation and looks at their contexts.
 */
class AutoConfigureChatTestServerTests {

	private static final List<ChatTestServer> servers = new ArrayList<>();

	private static final List<ApplicationContext> contexts = new ArrayList<>();

	@BeforeEach
	void forget() {
		servers.clear();
		contexts.clear();
	}

	@Test
	void classesThatShareAContextShareItsServerUntilItCloses() {
		run(First.class, Second.class);
		assertThat(contexts).hasSize(2).containsOnly(contexts.get(0));
		assertThat(servers).hasSize(2).containsOnly(servers.get(0));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), servers.get(0).port()).close());
	}

	@Test
	void withoutTheAnnotationThereIsNoServer() {
		run(Without.class);
		assertThat(contexts).hasSize(1);
		assertThat(servers).isEmpty();
	}

	@Test
	void customizersAreEqualForTheContextCache() {
		assertThat(new ChatTestServerContextCustomizer()).isEqualTo(new ChatTestServerContextCustomizer())
			.hasSameHashCodeAs(new ChatTestServerContextCustomizer());
	}

	private static void run(Class<?>... testClasses) {
		for (Class<?> testClass : testClasses) {
			EngineTestKit.engine("junit-jupiter")
				.selectors(DiscoverySelectors.selectClass(testClass))
				.execute()
				.testEvents()
				.assertStatistics((statistics) -> statistics.started(1).succeeded(1));
		}
	}

	@ExtendWith(SpringExtension.class)
	@ContextConfiguration(classes = Empty.class)
	@AutoConfigureChatTestServer
	static class First {

		@Test
		void usesTheServer(@Autowired ChatTestServer server, @Autowired ApplicationContext context) {
			servers.add(server);
			contexts.add(context);
			assertThat(server.createUser("ann", "1")).isNotBlank();
		}

	}

	@ExtendWith(SpringExtension.class)
	@ContextConfiguration(classes = Empty.class)
	@AutoConfigureChatTestServer
	@DirtiesContext
	static class Second {

		@Test
		void usesTheServer(@Autowired ChatTestServer server, @Autowired ApplicationContext context) {
			servers.add(server);
			contexts.add(context);
			assertThat(server.createUser("bob", "2")).isNotBlank();
		}

	}

	@ExtendWith(SpringExtension.class)
	@ContextConfiguration(classes = Empty.class)
	static class Without {

		@Test
		void hasNoServer(@Autowired ObjectProvider<ChatTestServer> server, @Autowired ApplicationContext context) {
			server.ifAvailable(servers::add);
			contexts.add(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

	}

}
