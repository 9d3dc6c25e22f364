package com.example.probe;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListener;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * Application whose listeners look at the class loader of their thread. What begins on a
 * thread that knows nothing of an executable jar, as those of the JDK's common pool, has
 * the application's all the same.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ClassLoaderProbe {

	/**
	 * How many kinds of callbacks there are at least.
	 */
	public static final int EXPECTED = 9;

	private final Map<String, String> seen = new ConcurrentSkipListMap<>();

	private final CountDownLatch expected = new CountDownLatch(EXPECTED);

	private final ClassLoader own = Thread.currentThread().getContextClassLoader();

	public static void main(String[] args) {
		SpringApplication.run(ClassLoaderProbe.class, args);
	}

	private void note(String what) {
		Thread thread = Thread.currentThread();
		boolean right = thread.getContextClassLoader() == this.own;
		String before = this.seen.put(what, right ? "right" : "wrong, on " + thread.getName());
		if (before == null) {
			this.expected.countDown();
		}
		else if (before.startsWith("wrong")) {
			this.seen.put(what, before);
		}
	}

	@EventListener
	void event(ChatEvent event) {
		note("event " + event.getClass().getSimpleName());
	}

	@EventListener
	void failing(MessageReceived event) {
		note("failing");
		throw new IllegalStateException("failing");
	}

	@ChatListener(own = true)
	void annotated(Message message) {
		boolean first = !this.seen.containsKey("annotated");
		note("annotated");
		if (first) {
			throw new IllegalStateException("first attempt");
		}
		note("second attempt");
	}

	@Bean
	ChatEventErrorHandler errorHandler() {
		return (failure) -> note("error handler");
	}

	@Bean
	ApplicationRunner course(ChatClient client, ChatSocket socket) {
		return (arguments) -> {
			socket.onMessage((message) -> note("direct"));
			socket.events().subscribe((event) -> note("stream"));
			elsewhere(() -> client.reactive().users().list().doOnNext((page) -> note("answer")).subscribe());
			String user = client.users().getOrCreate(CreateUserInput.of("ada", "ada")).id();
			String room = client.rooms().create(CreateRoomInput.of("room", user)).id();
			elsewhere(() -> {
				socket.joinRoom(room);
				socket.connect();
			});
			socket.sendMessageAcked(room, "hello").block();
			this.expected.await();
			this.seen.forEach((what, loader) -> System.out.println("class loader of " + what + ": " + loader));
			System.exit(0);
		};
	}

	private static void elsewhere(Runnable task) throws InterruptedException {
		Thread thread = new Thread(task);
		thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
		thread.start();
		thread.join();
	}

}
