package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.testserver.ChatTestServerAutoConfiguration;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A listener may end the application: the event that it is at does not count.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerThatEndsTests {

	private static final Duration WAIT = Duration.ofSeconds(60);

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Interface.class, Annotated.class, Direct.class, Handler.class, Retried.class,
			HandlerOfRetried.class })
	void doesNotWaitForItself(Class<?> application, CapturedOutput output) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
					ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
					ChatTestServerAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
					ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class, ChatListenerAutoConfiguration.class,
					ChatEventsAutoConfiguration.class))
			.withUserConfiguration(application)
			.withPropertyValues("chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey(),
					"chat.socket.user.external-id=backend", "chat.socket.rooms=" + this.room,
					"chat.socket.dispatch.shutdown-timeout=5s", "chat.listener.retry.max-attempts=3",
					"chat.listener.retry.initial-backoff=10ms")
			.run((context) -> {
				assertThat(context.getBean(ChatClient.class)).isNotNull();
				await().atMost(WAIT).until(() -> context.getBean(ChatSocket.class).joinedRooms().contains(this.room));
				this.server.createMessage(this.room, this.alice, "end");
				ConfigurableApplicationContext source = context.getSourceApplicationContext();
				await().atMost(WAIT).until(() -> !source.isActive() && this.server.connectedSockets() == 0);
				await().atMost(WAIT).until(() -> output.toString().contains("context is closed"));
			});
		assertThat(output).doesNotContain("did not reach their listeners");
	}

	private static void end(ConfigurableApplicationContext context) {
		context.close();
		System.out.println("context is closed");
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		private final ConfigurableApplicationContext context;

		Plain(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@EventListener
		void on(MessageReceived event) {
			end(this.context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Interface {

		@Bean
		ApplicationListener<PayloadApplicationEvent<MessageReceived>> listener(ConfigurableApplicationContext context) {
			return new ApplicationListener<>() {

				@Override
				public void onApplicationEvent(PayloadApplicationEvent<MessageReceived> event) {
					end(context);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Annotated {

		private final ConfigurableApplicationContext context;

		Annotated(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@ChatListener
		void on(Message message) {
			end(this.context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Direct {

		@Bean
		InitializingBean direct(ChatSocket socket, ConfigurableApplicationContext context) {
			return () -> socket.onMessage((message) -> end(context));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handler {

		@Bean
		ChatEventErrorHandler handler(ConfigurableApplicationContext context) {
			return (failure) -> end(context);
		}

		@EventListener
		void on(MessageReceived event) {
			throw new IllegalStateException("end");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Retried {

		private final ConfigurableApplicationContext context;

		private final AtomicInteger calls = new AtomicInteger();

		Retried(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@ChatListener
		void on(Message message) {
			if (this.calls.incrementAndGet() == 1) {
				throw new IllegalStateException("not yet");
			}
			end(this.context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HandlerOfRetried {

		@Bean
		ChatEventErrorHandler handler(ConfigurableApplicationContext context) {
			return (failure) -> end(context);
		}

		@ChatListener
		void on(Message message) {
			throw new IllegalStateException("never");
		}

	}

}
