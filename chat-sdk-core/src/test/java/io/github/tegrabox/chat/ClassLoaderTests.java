package io.github.tegrabox.chat;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client lives in the application that built it: its threads have that application's
 * context class loader, and when it has been closed, nothing holds that any more.
 */
class ClassLoaderTests {

	private static final Duration SOON = Duration.ofMinutes(2);

	private final ChatTestServer server = ChatTestServer.start();

	private final String user = this.server.createUser("ada", "ext-1");

	private final String room = this.server.createRoom("room", this.user);

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "websocket, REACTOR", "websocket, JDK", "polling, JDK" })
	void whateverUsersRunHasTheClassLoaderOfWhoeverBuiltTheClient(String transport, Connector connector)
			throws Exception {
		Thread here = Thread.currentThread();
		ClassLoader before = here.getContextClassLoader();
		Map<String, ClassLoader> seen = new ConcurrentHashMap<>();
		SocketSettings defaults = SocketSettings.defaults();
		SocketSettings settings = new SocketSettings(null, defaults.path(), List.of(transport), defaults.ackTimeout(),
				defaults.reconnect(), defaults.dispatch(), defaults.recovery(), defaults.maxEventSize(), connector);
		String token = this.server.issueToken(this.user);
		CompletableFuture<String> heard = new CompletableFuture<>();
		try (URLClassLoader own = new URLClassLoader(new URL[0], before)) {
			here.setContextClassLoader(own);
			ChatClientBuilder<ChatClient> builder = ChatClient.builder()
				.baseUrl(this.server.baseUrl())
				.apiKey(this.server.apiKey())
				.tokenProvider(() -> {
					note(seen, "token provider");
					return token;
				})
				.socket(settings);
			try (ChatClient client = builder.build()) {
				here.setContextClassLoader(before);
				client.socket().onEvent((event) -> note(seen, event.getClass().getSimpleName()));
				client.socket().events().subscribe((event) -> note(seen, "stream"));
				client.socket().onMessage((message) -> heard.complete(message.content()));
				client.socket().joinRoom(this.room);
				client.socket().connect();
				Awaitility.await().atMost(SOON).until(() -> client.socket().joinedRooms().contains(this.room));
				client.socket()
					.sendMessageAcked(this.room, "hello")
					.doOnNext((message) -> note(seen, "acknowledgement"))
					.block(SOON);
				assertThat(heard.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
				this.server.faults().on("users.list").times(1).respond(503);
				client.reactive()
					.users()
					.list()
					.doOnNext((page) -> note(seen, "answer after another attempt"))
					.toFuture()
					.get(SOON.toSeconds(), TimeUnit.SECONDS);
			}
			assertThat(seen).containsKeys("token provider", "MessageReceived", "SocketConnected", "stream",
					"acknowledgement", "answer after another attempt");
			assertThat(seen.values()).containsOnly(own);
		}
		finally {
			here.setContextClassLoader(before);
		}
	}

	@ParameterizedTest
	@CsvSource({ "websocket, JDK", "websocket, REACTOR", "polling, JDK", "polling+websocket, JDK", "none, JDK" })
	void theClassLoaderOfAnApplicationThatIsOverIsCollected(String transport, String connector) throws Exception {
		WeakReference<ClassLoader> loader = runInAClassLoaderOfItsOwn(transport, connector);
		Awaitility.await().atMost(SOON).until(() -> {
			rememberAnotherRecord();
			System.gc();
			return loader.refersTo(null);
		});
	}

	/**
	 * The JDK remembers the last record, and the last type of a component, for which it
	 * made {@code equals} and {@code hashCode}, whoever they belong to.
	 */
	private static void rememberAnotherRecord() throws Exception {
		try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			Class<?> type = loader.loadClass(ClassLoaderProbe.Passing.class.getName());
			Object passing = type.getConstructor(type).newInstance((Object) null);
			assertThat(passing.equals("other")).isFalse();
			assertThat(passing).hasSameHashCodeAs(passing);
		}
	}

	/**
	 * Everything but the JDK is loaded once more, as it is for an application in a
	 * container.
	 */
	private WeakReference<ClassLoader> runInAClassLoaderOfItsOwn(String transport, String connector) throws Exception {
		String token = this.server.issueToken(this.user);
		try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			FutureTask<Object> application = new FutureTask<>(() -> loader.loadClass(ClassLoaderProbe.class.getName())
				.getMethod("run", Map.class)
				.invoke(null, Map.of("url", this.server.baseUrl(), "key", this.server.apiKey(), "token", token, "user",
						this.user, "room", this.room, "transport", transport, "connector", connector)));
			// What a library leaves behind on a thread goes with the thread.
			Thread main = new Thread(application, "application");
			main.setContextClassLoader(loader);
			main.start();
			application.get();
			main.join();
			return new WeakReference<>(loader);
		}
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(ClassLoaderTests::url)
			.toArray(URL[]::new);
	}

	private static URL url(String path) {
		try {
			return new File(path).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void note(Map<String, ClassLoader> seen, String what) {
		seen.merge(what, Thread.currentThread().getContextClassLoader(),
				(known, other) -> (known == other) ? known : ClassLoader.getSystemClassLoader());
	}

}
