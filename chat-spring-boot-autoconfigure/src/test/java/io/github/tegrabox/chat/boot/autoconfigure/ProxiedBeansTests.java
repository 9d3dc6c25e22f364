package io.github.tegrabox.chat.boot.autoconfigure;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.boot.autoconfigure.web.ChatTokenEndpointAutoConfiguration;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.ChatUserResolver;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of an application whose aspects match our beans, and its listeners.
 */
class ProxiedBeansTests {

	private static final Duration WAIT = Duration.ofSeconds(120);

	private static final List<Class<?>> TYPES = List.of(ChatClient.class, ReactiveChatClient.class, ChatSocket.class,
			ChatConnectionDetails.class, ChatTokenProvider.class, ChatEventErrorHandler.class, ChatUserResolver.class,
			Hearer.class);

	private final ChatTestServer server = ChatTestServer.start();

	private final String alice = this.server.createUser("Alice", "alice");

	private final String room = this.server.createRoom("room", this.alice);

	private final Set<String> advised = ConcurrentHashMap.newKeySet();

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class,
				ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class,
				ChatSocketAutoConfiguration.class, ChatEventsAutoConfiguration.class,
				ChatListenerAutoConfiguration.class, ChatTokenEndpointAutoConfiguration.class))
		.withBean(Bot.class)
		.withBean("advisor", Advisor.class, this::advisor)
		.withPropertyValues("chat.base-url=" + this.server.baseUrl(), "chat.api-key=" + this.server.apiKey(),
				"chat.socket.user.external-id=bot", "chat.socket.rooms=" + this.room);

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void beansMayHaveAspects(boolean proxyTargetClass) {
		this.runner.withBean(DefaultAdvisorAutoProxyCreator.class, () -> {
			DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
			creator.setProxyTargetClass(proxyTargetClass);
			return creator;
		}).run((context) -> {
			assertThat(context).hasNotFailed();
			TYPES.forEach((type) -> assertThat(AopUtils.isAopProxy(context.getBean(type))).as(type.getName()).isTrue());
			isJoined(context);
			this.server.createMessage(this.room, this.alice, "hello");
			Hearer bot = context.getBean(Hearer.class);
			await().atMost(WAIT).until(() -> bot.heard().contains("hello"));
			assertThat(context.getBean(ChatClient.class)
				.withOptions((options) -> options.maxAttempts(1))
				.rooms()
				.list()
				.items()).hasSize(1);
			assertThat(context.getBean(ReactiveChatClient.class).rooms().get(this.room).block(WAIT)).isNotNull();
			assertThat(this.advised).contains("withOptions", "rooms", "connect", "on");
		});
	}

	private void isJoined(ApplicationContext context) {
		ChatSocket socket = context.getBean(ChatSocket.class);
		await().atMost(WAIT).until(() -> socket.isConnected() && socket.joinedRooms().contains(this.room));
	}

	private Advisor advisor() {
		StaticMethodMatcherPointcut ours = new StaticMethodMatcherPointcut() {

			@Override
			public boolean matches(Method method, Class<?> targetClass) {
				return TYPES.stream().anyMatch((type) -> type.isAssignableFrom(targetClass));
			}

		};
		return new DefaultPointcutAdvisor(ours, (MethodInterceptor) (call) -> {
			this.advised.add(call.getMethod().getName());
			return call.proceed();
		});
	}

	interface Hearer {

		void on(Message message);

		List<String> heard();

	}

	static class Bot implements Hearer {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@Override
		@ChatListener
		public void on(Message message) {
			this.heard.add(message.content());
		}

		@Override
		public List<String> heard() {
			return this.heard;
		}

	}

}
