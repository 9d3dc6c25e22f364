package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.SocketMetrics;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.listener.ChatEventListenerFactory;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;
import io.github.tegrabox.chat.spring.ChatSocketLifecycle;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link ChatSocketAutoConfiguration}.
 */
class ChatSocketAutoConfigurationTests {

	private final ChatSocket socket = mock();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ChatAutoConfiguration.class, ChatSocketAutoConfiguration.class,
				ChatEventsAutoConfiguration.class, ChatListenerAutoConfiguration.class))
		.withBean(ChatClient.class, this::client);

	private ChatClient client() {
		ChatClient client = mock();
		ReactiveChatClient reactive = mock();
		SocketMetrics metrics = mock();
		when(client.reactive()).thenReturn(reactive);
		when(client.socket()).thenReturn(this.socket);
		when(this.socket.metrics()).thenReturn(metrics);
		return client;
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.socket.user.user-id=usr_1", "chat.socket.user.external-id=backend",
			"chat.jwt-token=ey.jwt.token" })
	void whenAnIdentityIsConfiguredThereIsASocket(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasSingleBean(ChatSocket.class);
			assertThat(context).hasSingleBean(ChatEventPublisher.class);
			assertThat(context).hasSingleBean(ChatEventListenerFactory.class);
			assertThat(context).hasSingleBean(ChatSocketLifecycle.class);
			assertThat(context).hasSingleBean(LoggingChatEventErrorHandler.class);
		});
	}

	@Test
	void whenThereIsATokenProviderThereIsASocket() {
		this.runner.withBean(ChatTokenProvider.class, () -> () -> "jwt")
			.run((context) -> assertThat(context).hasSingleBean(ChatSocket.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.api-key=key", "chat.socket.user.user-id=", "chat.socket.user.external-id=  ",
			"chat.jwt-token=" })
	void whenNoIdentityIsConfiguredThereIsNoSocket(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).doesNotHaveBean(ChatSocket.class);
			assertThat(context).doesNotHaveBean(ChatSocketLifecycle.class);
			assertThat(context).doesNotHaveBean(ChatEventPublisher.class);
			assertThat(context).doesNotHaveBean(ChatEventErrorHandler.class);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "chat.socket.enabled=false", "chat.enabled=false" })
	void whenSwitchedOffThereIsNoSocket(String property) {
		this.runner.withPropertyValues("chat.socket.user.user-id=usr_1", property)
			.run((context) -> assertThat(context).doesNotHaveBean(ChatSocket.class)
				.doesNotHaveBean(ChatSocketLifecycle.class));
	}

	@Test
	void theApplicationsOwnSocketTakesPart() {
		ChatSocket own = mock();
		when(own.metrics()).thenReturn(mock());
		this.runner.withBean("own", ChatSocket.class, () -> own).run((context) -> {
			assertThat(context).hasSingleBean(ChatSocket.class);
			verify(own).connect();
			verify(own).onEventAsync(any());
			verify(this.socket, never()).connect();
		});
	}

	@Test
	void theApplicationsOwnErrorHandlerIsUsed() {
		this.runner.withPropertyValues("chat.socket.user.user-id=usr_1")
			.withBean(ChatEventErrorHandler.class, () -> (failure) -> {
			})
			.run((context) -> assertThat(context).hasSingleBean(ChatEventErrorHandler.class)
				.doesNotHaveBean(LoggingChatEventErrorHandler.class));
	}

	@Test
	void startsWithTheContextAndStopsWithIt() {
		this.runner.withPropertyValues("chat.socket.user.user-id=usr_1", "chat.socket.rooms=room_1").run((context) -> {
			verify(this.socket).joinRoom("room_1");
			verify(this.socket).connect();
			context.close();
			verify(this.socket).disconnect();
		});
	}

	@Test
	void startsInALazyApplicationToo() {
		this.runner.withPropertyValues("chat.socket.user.user-id=usr_1")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				verify(this.socket).connect();
				verify(this.socket).onEventAsync(any());
			});
	}

	@Test
	void whenAutoStartupIsOffDoesNotConnect() {
		this.runner.withPropertyValues("chat.socket.user.user-id=usr_1", "chat.socket.auto-startup=false")
			.run((context) -> {
				verify(this.socket, never()).connect();
				verify(this.socket).onEventAsync(any());
			});
	}

}
