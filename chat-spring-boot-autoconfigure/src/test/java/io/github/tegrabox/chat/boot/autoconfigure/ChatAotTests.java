package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatCommand;
import io.github.tegrabox.chat.spring.ChatListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a context processed ahead of time works.
 */
class ChatAotTests {

	private static final String[] PROPERTIES = { "chat.test-server.enabled=true",
			"chat.socket.user.external-id=backend" };

	/** Loaded anew together with the processed context. */
	private static final List<String> HEARD = new CopyOnWriteArrayList<>();

	@Test
	void aContextProcessedAheadOfTimeConnects(@TempDir Path directory) throws Exception {
		DefaultGenerationContext generation = generation(directory);
		ClassName initializer = process(generation);
		generation.writeGeneratedContent();
		assertThat(compile(directory)).isZero();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(classPath(directory), ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			Object runner = loader.loadClass(Runner.class.getName())
				.getDeclaredConstructor(String.class)
				.newInstance(initializer.canonicalName());
			assertThat(((Callable<?>) runner).call()).asString().startsWith("prj_");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	@Test
	void conditionsOfListenersMayReadEvents(@TempDir Path directory) throws NoSuchMethodException {
		DefaultGenerationContext generation = generation(directory);
		process(generation);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(MessageReceived.class.getMethod("roomId")))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(MessageReceived.class.getMethod("message")))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	void annotatedListenersMayBeCalled(@TempDir Path directory) throws NoSuchMethodException {
		DefaultGenerationContext generation = generation(directory);
		process(generation);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Application.class.getDeclaredMethod("heard", Message.class, ChatSocket.class)))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(Application.class.getDeclaredMethod("add", int.class, int.class)))
			.accepts(generation.getRuntimeHints());
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.transaction.event.TransactionalApplicationListener",
			"org.postgresql.core.BaseConnection", "reactor.netty.tcp.TcpClient",
			"io.netty.channel.MultiThreadIoEventLoopGroup",
			"io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13" })
	void librariesAreFoundByName(String type, @TempDir Path directory) {
		DefaultGenerationContext generation = generation(directory);
		process(generation);
		assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of(type)))
			.accepts(generation.getRuntimeHints());
	}

	private static DefaultGenerationContext generation(Path directory) {
		return new DefaultGenerationContext(new ClassNameGenerator(ClassName.get(Application.class)),
				new FileSystemGeneratedFiles(directory));
	}

	private static ClassName process(DefaultGenerationContext generation) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(PROPERTIES).applyTo(context);
		context.register(Application.class);
		return new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
	}

	private static int compile(Path directory) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d",
				directory.resolve("classes").toString(), "-cp", System.getProperty("java.class.path")));
		try (Stream<Path> files = Files.walk(directory.resolve("sources"))) {
			files.map(Path::toString).filter((file) -> file.endsWith(".java")).forEach(arguments::add);
		}
		return ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
	}

	private static URL[] classPath(Path directory) throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		urls.add(directory.resolve("classes").toUri().toURL());
		urls.add(directory.resolve("resources").toUri().toURL());
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			urls.add(Path.of(entry).toUri().toURL());
		}
		return urls.toArray(URL[]::new);
	}

	/**
	 * Runs the processed context. Loaded anew beside the generated classes, which reach
	 * into the packages of those they were generated for.
	 */
	public static final class Runner implements Callable<String> {

		private final String initializer;

		/**
		 * Creates a runner.
		 * @param initializer the name of the generated initializer
		 */
		public Runner(String initializer) {
			this.initializer = initializer;
		}

		@Override
		@SuppressWarnings("unchecked")
		public String call() throws Exception {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				TestPropertyValues.of(PROPERTIES).applyTo(context);
				((ApplicationContextInitializer<GenericApplicationContext>) Class.forName(this.initializer)
					.getDeclaredConstructor()
					.newInstance()).initialize(context);
				context.refresh();
				await().atMost(Duration.ofMinutes(1)).until(context.getBean(ChatSocket.class)::isConnected);
				context.publishEvent(new MessageReceived(
						new Message("msg_1", "room_2", "usr_1", "Alice", "!add 1 2", null), false, Instant.now()));
				assertThat(HEARD).containsExactlyInAnyOrder("!add 1 2", "3");
				return context.getBean(ChatClient.class).projectId();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
			WebClientAutoConfiguration.class, ChatTestServerAutoConfiguration.class,
			ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class,
			ChatEventsAutoConfiguration.class, ChatListenerAutoConfiguration.class })
	static class Application {

		@ChatListener(id = "aot", condition = "#event.roomId == 'room_2'")
		void heard(Message message, ChatSocket socket) {
			HEARD.add(message.content());
		}

		@ChatCommand("!add {a} {b}")
		void add(int a, int b) {
			HEARD.add(String.valueOf(a + b));
		}

		@EventListener(condition = "#event.roomId == 'room_1'")
		void on(MessageReceived event) {
			throw new AssertionError(event);
		}

	}

}
