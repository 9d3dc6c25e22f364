package io.github.tegrabox.chat.testserver.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Runs test classes with the extension and looks at the servers they had.
 */
class ChatTestServerExtensionTests {

	private static final List<ChatTestServer> servers = new ArrayList<>();

	@BeforeEach
	@AfterEach
	void forget() {
		servers.clear();
	}

	@Test
	void aClassHasOneServerThatIsResetBeforeEachTest() {
		run(PerClass.class, 3);
		assertThat(servers).hasSizeGreaterThan(3).containsOnly(servers.get(0));
		assertThat(servers.get(0).apiKey()).isEqualTo("the-key");
		assertThatAllAreClosed();
	}

	@Test
	void aMethodHasItsOwnServer() {
		run(PerMethod.class, 2);
		assertThat(servers).hasSize(6);
		assertThat(servers.subList(0, 3)).containsOnly(servers.get(0));
		assertThat(servers.subList(3, 6)).containsOnly(servers.get(3));
		assertThat(servers.get(0)).isNotSameAs(servers.get(3));
		assertThatAllAreClosed();
	}

	@Test
	void aStaticExtensionHasOneConfiguredServer() {
		run(StaticExtension.class, 2);
		assertThat(servers).hasSize(2).containsOnly(servers.get(0));
		assertThat(servers.get(0).apiKey()).isEqualTo("configured");
		assertThatAllAreClosed();
	}

	@Test
	void anInstancesExtensionHasAServerForEachTest() {
		run(InstanceExtension.class, 2);
		assertThat(servers).hasSize(2).doesNotHaveDuplicates();
		assertThatAllAreClosed();
	}

	@Test
	void outsideOfTestsThereIsNoServer() {
		assertThatIllegalStateException().isThrownBy(() -> new ChatTestServerExtension().server());
	}

	@Test
	void testsInParallelHaveServersOfTheirOwn() {
		run(Parallel.class, 2,
				Map.of("junit.jupiter.execution.parallel.enabled", "true",
						"junit.jupiter.execution.parallel.mode.default", "concurrent",
						"junit.jupiter.execution.parallel.config.strategy", "fixed",
						"junit.jupiter.execution.parallel.config.fixed.parallelism", "4"));
		assertThatAllAreClosed();
	}

	private static void run(Class<?> testClass, int tests) {
		run(testClass, tests, Map.of());
	}

	private static void run(Class<?> testClass, int tests, Map<String, String> configuration) {
		EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(testClass))
			.configurationParameter("junit.jupiter.conditions.deactivate", "*")
			.configurationParameters(configuration)
			.execute()
			.testEvents()
			.assertStatistics((statistics) -> statistics.started(tests).succeeded(tests));
	}

	private static void assertThatAllAreClosed() {
		assertThat(servers).allSatisfy((server) -> assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close()));
	}

	@ChatServer(apiKey = "the-key")
	static class PerClass {

		@BeforeAll
		static void beforeAll(ChatTestServer server) {
			servers.add(server);
		}

		@Test
		void first(ChatTestServer server) {
			use(server);
		}

		@Test
		void second(ChatTestServer server) {
			use(server);
		}

		private static void use(ChatTestServer server) {
			servers.add(server);
			server.createUser("ann", "taken if the server was not reset");
		}

		@Nested
		class Inner {

			@Test
			void third(ChatTestServer server) {
				use(server);
			}

		}

	}

	@ChatServer(ChatServer.Lifecycle.PER_METHOD)
	static class PerMethod {

		PerMethod(ChatTestServer server) {
			servers.add(server);
		}

		@BeforeEach
		void beforeEach(ChatTestServer server) {
			servers.add(server);
		}

		@Test
		void first(ChatTestServer server) {
			servers.add(server);
		}

		@Test
		void second(ChatTestServer server) {
			servers.add(server);
		}

	}

	@ChatServer(ChatServer.Lifecycle.PER_METHOD)
	static class Parallel {

		private static final CyclicBarrier both = new CyclicBarrier(2);

		@Test
		void first(ChatTestServer server) throws Exception {
			use(server);
		}

		@Test
		void second(ChatTestServer server) throws Exception {
			use(server);
		}

		private static void use(ChatTestServer server) throws Exception {
			synchronized (servers) {
				servers.add(server);
			}
			server.createUser("ann", "taken if the server was the other's");
			both.await(1, TimeUnit.MINUTES);
			assertThat(servers).hasSize(2).doesNotHaveDuplicates();
		}

	}

	static class StaticExtension {

		@RegisterExtension
		static final ChatTestServerExtension chat = ChatTestServerExtension
			.configured((builder) -> builder.apiKey("configured"));

		@Test
		void first() {
			servers.add(chat.server());
		}

		@Test
		void second(ChatTestServer server) {
			servers.add(server);
		}

	}

	static class InstanceExtension {

		@RegisterExtension
		final ChatTestServerExtension chat = new ChatTestServerExtension();

		@Test
		void first() {
			servers.add(this.chat.server());
		}

		@Test
		void second() {
			servers.add(this.chat.server());
		}

	}

}
