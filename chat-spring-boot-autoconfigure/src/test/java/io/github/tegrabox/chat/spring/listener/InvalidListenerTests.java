package io.github.tegrabox.chat.spring.listener;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatCommand;
import io.github.tegrabox.chat.spring.ChatListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests of listeners that cannot work: the application does not start, and is told why.
 */
class InvalidListenerTests {

	@ParameterizedTest
	@ValueSource(classes = { TakesNothing.class, TakesSurroundingsOnly.class, TwoEvents.class, MessageOfAJoin.class,
			RoomOfAConnection.class, UnknownParameter.class, UnknownWord.class, Unconvertible.class,
			ReturnsANumber.class, ReturnsNumbers.class, ReturnsAMessage.class, TextWithoutARoom.class,
			BadCondition.class, BadAge.class, AgeBeforeNow.class, NoAge.class, EternalAge.class, BadCommand.class,
			BlankRooms.class, MissingPlaceholder.class, JoinAsCommand.class })
	void theApplicationDoesNotStartAndNamesTheMethod(Class<?> type) {
		InvalidChatListenerException failure = failure(type);
		assertThat(failure).hasMessageContaining(type.getSimpleName() + ".on(").hasMessageEndingWith(".");
		assertThat(failure.remedy()).isNotBlank();
	}

	@Test
	void overloadsHaveTheSameId() {
		assertThat(failure(Overloads.class)).hasMessageContaining("'bean.on'")
			.hasMessageContaining("on(UserJoined)")
			.hasMessageContaining("on(MessageReceived)");
		assertThatNoException().isThrownBy(() -> start(NamedOverloads.class));
	}

	private static InvalidChatListenerException failure(Class<?> type) {
		Throwable thrown = catchThrowable(() -> start(type));
		assertThat(thrown).isNotNull();
		assertThat(thrown).rootCause().isInstanceOf(InvalidChatListenerException.class);
		return (InvalidChatListenerException) NestedExceptionUtils.getMostSpecificCause(thrown);
	}

	@Test
	void composedAnnotationsAreListenersToo() {
		assertThatNoException().isThrownBy(() -> start(Composed.class));
	}

	private static void start(Class<?> type) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("bean", type);
			context.registerBean(ChatEventListenerFactory.class, ChatEventListenerFactory::new);
			context.refresh();
		}
	}

	static class TakesNothing {

		@ChatListener
		void on() {
		}

	}

	static class TakesSurroundingsOnly {

		@ChatListener
		void on(ChatSocket socket) {
		}

	}

	static class TwoEvents {

		@ChatListener
		void on(UserJoined joined, MessageReceived received) {
		}

	}

	static class MessageOfAJoin {

		@ChatListener
		void on(UserJoined joined, Message message) {
		}

	}

	static class RoomOfAConnection {

		@ChatListener(rooms = "room_1")
		void on(SocketConnected event) {
		}

	}

	static class UnknownParameter {

		@ChatListener
		void on(MessageReceived event, String text) {
		}

	}

	static class UnknownWord {

		@ChatCommand("!say {text}")
		void on(String txt) {
		}

	}

	static class Unconvertible {

		@ChatCommand("!say {action}")
		void on(Runnable action) {
		}

	}

	static class ReturnsANumber {

		@ChatListener
		int on(MessageReceived event) {
			return 1;
		}

	}

	static class ReturnsNumbers {

		@ChatListener
		List<Optional<Integer>> on(MessageReceived event) {
			return List.of();
		}

	}

	static class ReturnsAMessage {

		@ChatListener
		Mono<Message> on(MessageReceived event) {
			return Mono.empty();
		}

	}

	static class TextWithoutARoom {

		@ChatListener
		String on(SocketConnected event) {
			return "hello";
		}

	}

	static class BadCondition {

		@ChatListener(condition = "#event.(")
		void on(MessageReceived event) {
		}

	}

	static class BadAge {

		@ChatListener(maxAge = "a while")
		void on(MessageReceived event) {
		}

	}

	static class AgeBeforeNow {

		@ChatListener(maxAge = "-10m")
		void on(MessageReceived event) {
		}

	}

	static class NoAge {

		@ChatListener(maxAge = "0s")
		void on(MessageReceived event) {
		}

	}

	static class EternalAge {

		@ChatListener(maxAge = "100000000000000d")
		void on(MessageReceived event) {
		}

	}

	static class BadCommand {

		@ChatCommand("{who}")
		void on(String who) {
		}

	}

	static class BlankRooms {

		@ChatListener(rooms = { "", " , " })
		void on(MessageReceived event) {
		}

	}

	static class MissingPlaceholder {

		@ChatListener(rooms = "${support.rooms}")
		void on(MessageReceived event) {
		}

	}

	static class JoinAsCommand {

		@ChatCommand("!time")
		void on(UserJoined event) {
		}

	}

	static class Overloads {

		@ChatListener
		void on(UserJoined event) {
		}

		@ChatListener
		void on(MessageReceived event) {
		}

	}

	static class NamedOverloads {

		@ChatListener
		void on(UserJoined event) {
		}

		@ChatListener(id = "messages")
		void on(MessageReceived event) {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@ChatListener(own = true)
	@interface Everything {

	}

	static class Composed {

		@Everything
		void on(MessageReceived event, ChatSocket socket) {
		}

	}

}
