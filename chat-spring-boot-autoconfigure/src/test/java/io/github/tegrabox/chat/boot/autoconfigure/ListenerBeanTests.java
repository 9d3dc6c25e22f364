package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A listener that cannot even be made or asked keeps no other from the event.
 */
class ListenerBeanTests {

	private static final Duration WAIT = Duration.ofSeconds(60);

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { NotActive.class, Prototype.class, LazyBean.class, Unaskable.class })
	void theOthersHear(Class<?> broken) {
		List<String> failed = new CopyOnWriteArrayList<>();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(HttpClientAutoConfiguration.class, ReactiveHttpClientAutoConfiguration.class,
							WebClientAutoConfiguration.class, ChatHttpConnectorAutoConfiguration.class,
							ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class,
							ChatListenerAutoConfiguration.class, ChatEventsAutoConfiguration.class))
			.withUserConfiguration(Healthy.class, broken)
			.withBean(ChatEventErrorHandler.class, () -> (failure) -> failed.add(failure.listenerId()))
			.withPropertyValues("chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey(),
					"chat.socket.user.external-id=backend", "chat.socket.rooms=" + this.room)
			.run((context) -> {
				await().atMost(WAIT).until(() -> context.getBean(ChatSocket.class).joinedRooms().contains(this.room));
				this.server.createMessage(this.room, this.alice, "one");
				this.server.createMessage(this.room, this.alice, "two");
				Healthy healthy = context.getBean(Healthy.class);
				await().atMost(WAIT).until(() -> healthy.heard.size() >= 4);
				assertThat(healthy.heard).containsExactly("first one", "last one", "first two", "last two");
				await().atMost(WAIT).untilAsserted(() -> assertThat(failed).hasSizeGreaterThanOrEqualTo(2));
				assertThat(failed).containsOnly("broken");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Healthy {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@EventListener
		@Order(1)
		void first(MessageReceived event) {
			this.heard.add("first " + event.message().content());
		}

		@EventListener
		@Order(2)
		void last(MessageReceived event) {
			this.heard.add("last " + event.message().content());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NotActive {

		@Bean
		@Scope("request")
		Listener broken() {
			return new Listener(false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		@Bean
		@Scope("prototype")
		Listener broken() {
			return new Listener(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBean {

		@Bean
		@Lazy
		Listener broken() {
			return new Listener(true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unaskable {

		@Bean
		ApplicationListener<ApplicationEvent> broken() {
			return new Broken();
		}

	}

	static class Listener implements ApplicationListener<PayloadApplicationEvent<MessageReceived>> {

		Listener(boolean fails) {
			if (fails) {
				throw new IllegalStateException("cannot be made");
			}
		}

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<MessageReceived> event) {
		}

	}

	static class Broken implements GenericApplicationListener {

		@Override
		public boolean supportsEventType(ResolvableType eventType) {
			if (eventType.hasGenerics() && eventType.getGeneric(0).toClass() == MessageReceived.class) {
				throw new IllegalStateException("broken");
			}
			return false;
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

		@Override
		public int getOrder() {
			return Ordered.LOWEST_PRECEDENCE;
		}

		@Override
		public String toString() {
			return "broken";
		}

	}

}
