package io.github.tegrabox.chat.testserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * The start and the end of servers.
 */
class LifeTests {

	@Test
	void aServerHasDefaultsOfItsOwn() {
		try (ChatTestServer one = ChatTestServer.start(); ChatTestServer other = ChatTestServer.start()) {
			assertThat(one.baseUrl()).isEqualTo("http://127.0.0.1:" + one.port());
			assertThat(one.port()).isPositive().isNotEqualTo(other.port());
			assertThat(one.apiKey()).isNotBlank().isNotEqualTo(other.apiKey());
			assertThat(one.projectId()).startsWith("prj_").isNotEqualTo(other.projectId());
		}
	}

	@Test
	void whatIsConfiguredHolds() throws IOException {
		int port;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = free.getLocalPort();
		}
		ChatTestServerBuilder builder = ChatTestServer.builder().port(port).apiKey("the-key").projectId("prj_1");
		ChatTestServerLauncher launcher = builder.build();
		builder.apiKey("changed later");
		try (ChatTestServer server = launcher.start()) {
			assertThat(server.port()).isEqualTo(port);
			assertThat(server.apiKey()).isEqualTo("the-key");
			assertThat(server.projectId()).isEqualTo("prj_1");
			assertThatIllegalStateException().isThrownBy(launcher::start).withMessageContaining(":" + port);
		}
	}

	@Test
	void badConfigurationIsRefused() {
		ChatTestServerBuilder builder = ChatTestServer.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(-1));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.port(65536));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.apiKey(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.projectId(""));
	}

	@Test
	void aClosedServerLeavesNoThreadAndNoPort() {
		Set<Thread> before = serverThreads();
		ChatTestServer server = ChatTestServer.start();
		String ann = server.createUser("ann", "1");
		TestSocket socket = TestSocket.connect(server, server.issueToken(ann));
		RestCalls.withKey(server).get("users");
		Set<Thread> threads = serverThreads();
		threads.removeAll(before);
		assertThat(threads).hasSize(1);
		server.close();
		server.close();
		assertThat(threads).noneMatch(Thread::isAlive);
		socket.end();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close());
	}

	@Test
	void goesDownAndComesBackWithAllItKnows() throws Exception {
		try (ChatTestServer server = ChatTestServer.start()) {
			String ann = server.createUser("ann", "1");
			TestSocket socket = TestSocket.connect(server, server.issueToken(ann));
			server.suspend();
			socket.end();
			assertThat(server.connectedSockets()).isZero();
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close());
			server.createRoom("Meanwhile", ann);
			server.resume();
			server.resume();
			assertThat(RestCalls.withKey(server).get("rooms").body()).contains("Meanwhile");
			TestSocket.connect(server, server.issueToken(ann)).close();
			await().atMost(Duration.ofMinutes(1)).until(() -> server.connectedSockets() == 0);
		}
	}

	@Test
	void countsTheConnectionsThatAreOpen() throws IOException {
		try (ChatTestServer server = ChatTestServer.start()) {
			assertThat(server.openConnections()).isZero();
			try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), server.port());
					Socket other = new Socket(idle.getInetAddress(), server.port())) {
				assertThat(other.isConnected()).isTrue();
				await().atMost(Duration.ofMinutes(1)).until(() -> server.openConnections() == 2);
			}
			await().atMost(Duration.ofMinutes(1)).until(() -> server.openConnections() == 0);
		}
	}

	@Test
	void whatNeedsARunningServerSaysSo() {
		ChatTestServer server = ChatTestServer.start();
		server.close();
		assertThatIllegalStateException().isThrownBy(server::reset).withMessageContaining("closed");
		assertThatIllegalStateException().isThrownBy(() -> server.createUser("ann", "1"));
	}

	@Test
	void whatIsNotThereIsRefusedToTheProgramToo() {
		try (ChatTestServer server = ChatTestServer.start()) {
			assertThatIllegalArgumentException().isThrownBy(() -> server.createRoom("General", "usr_none"));
			assertThatIllegalArgumentException().isThrownBy(() -> server.issueToken("usr_none"));
			assertThatIllegalArgumentException().isThrownBy(() -> server.createMessage("room_none", "usr_none", "x"));
			server.createUser("ann", "1");
			assertThatIllegalArgumentException().isThrownBy(() -> server.createUser("ann", "1"));
		}
	}

	private static Set<Thread> serverThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("chat-test-server"))
			.collect(Collectors.toSet());
	}

}
