package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests of {@link ChatNoSocketAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChatNoSocketAutoConfigurationTests {

	private static final String WARNING = "listens to chat events and will hear none";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WebClientAutoConfiguration.class,
				ChatHttpConnectorAutoConfiguration.class, ChatAutoConfiguration.class,
				ChatSocketAutoConfiguration.class, ChatNoSocketAutoConfiguration.class))
		.withPropertyValues("chat.api-key=key");

	@Test
	void aListenerWithoutASocketIsWarnedOfOnce(CapturedOutput output) {
		this.runner.withBean(Listener.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output.getAll().split(WARNING)).hasSize(2);
			assertThat(output).contains("Listener.", "'chat.socket.user.external-id'");
		});
	}

	@Test
	void otherEventsAreHeardAsEver() {
		this.runner.withBean(Listener.class)
			.run((context) -> assertThat(context.getBean(Listener.class).heard).isOne());
	}

	@Test
	void aListenerWithASocketIsFine(CapturedOutput output) {
		this.runner.withBean(Listener.class)
			.withPropertyValues("chat.socket.user.external-id=bot")
			.run((context) -> assertThat(output).doesNotContain(WARNING));
	}

	@Test
	void aListenerInAChildOfTheContextWithTheSocketIsWarnedOf(CapturedOutput output) {
		this.runner.withPropertyValues("chat.socket.user.external-id=bot").run((parent) -> {
			this.runner.withParent(parent).run((child) -> assertThat(output).doesNotContain(WARNING));
			this.runner.withParent(parent).withBean(Listener.class).run((child) -> {
				assertThat(child).hasNotFailed();
				assertThat(output.getAll().split(WARNING)).hasSize(2);
				assertThat(output).contains("the chat socket belongs to a parent of its context");
			});
		});
	}

	@Test
	void aListenerInAChildWithASocketOfItsOwnIsFine(CapturedOutput output) {
		ChatSocket own = mock();
		this.runner.withPropertyValues("chat.socket.user.external-id=bot")
			.run((parent) -> this.runner.withParent(parent)
				.withBean(ChatSocket.class, () -> own)
				.withBean(Listener.class)
				.run((child) -> assertThat(output).doesNotContain(WARNING)));
	}

	@Test
	void noSocketOnPurposeIsFine(CapturedOutput output) {
		this.runner.withBean(Listener.class)
			.withPropertyValues("chat.socket.enabled=false")
			.run((context) -> assertThat(output).doesNotContain(WARNING));
	}

	@Test
	void anApplicationWithoutListenersIsFine(CapturedOutput output) {
		this.runner.run((context) -> assertThat(output).doesNotContain(WARNING));
	}

	static class Listener {

		private int heard;

		@EventListener
		void on(MessageReceived event) {
			throw new IllegalStateException(event.toString());
		}

		@EventListener
		void again(MessageReceived event) {
			throw new IllegalStateException(event.toString());
		}

		@EventListener
		void refreshed(ContextRefreshedEvent event) {
			this.heard++;
		}

	}

}
