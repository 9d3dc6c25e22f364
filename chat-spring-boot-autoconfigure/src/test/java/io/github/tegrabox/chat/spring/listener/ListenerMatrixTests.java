package io.github.tegrabox.chat.spring.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.ChatListenerFailure;
import io.github.tegrabox.chat.spring.ChatReply;
import io.github.tegrabox.chat.spring.TestSocket;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * Tests of every form of parameter with every type of result and every way it may end:
 * each ends in a reply or in a failure that is told.
 */
class ListenerMatrixTests {

	private static final MessageReceived MESSAGE = new MessageReceived(
			new Message("msg_1", "room_1", "usr_1", "alice", "hello", null), false, Instant.now());

	private final TestSocket socket = new TestSocket();

	private final List<String> said = new CopyOnWriteArrayList<>();

	private final List<ChatListenerFailure> failures = new CopyOnWriteArrayList<>();

	static Stream<Arguments> matrix() {
		List<Arguments> matrix = new ArrayList<>();
		for (Class<?> form : List.of(OfEvent.class, OfMessage.class, OfRoomEvent.class, OfChatEvent.class,
				OfObject.class, OfApplicationEvent.class, OfSurroundings.class)) {
			for (Result result : Result.values()) {
				matrix.add(Arguments.of(form, result));
			}
		}
		return matrix.stream();
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void everyListenerIsHeardOrToldOf(Class<? extends Listener> form, Result result) {
		start(form, result);
		if (result.expected == null) {
			assertThatExceptionOfType(HandledListenerException.class).isThrownBy(() -> this.socket.receive(MESSAGE));
			assertThat(this.said).isEmpty();
			assertThat(this.failures).singleElement().satisfies((failure) -> {
				assertThat(failure.event()).isSameAs(MESSAGE);
				assertThat(failure.listenerId()).isEqualTo("listener.on");
				assertThat(failure.attempts()).isEqualTo(2);
				assertThat(failure.error()).isInstanceOf(result.error);
			});
		}
		else {
			assertThatCode(() -> this.socket.receive(MESSAGE)).doesNotThrowAnyException();
			assertThat(this.said).containsExactly(result.expected);
			assertThat(this.failures).isEmpty();
		}
	}

	private void start(Class<? extends Listener> form, Result result) {
		when(this.socket.socket().sendMessageAcked(any(), any())).thenAnswer((call) -> {
			this.said.add(call.getArgument(0) + ": " + call.getArgument(1));
			return Mono.just(new Message("msg_2", call.getArgument(0), "usr_2", null, call.getArgument(1), null));
		});
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean("listener", form);
		context.registerBean(ChatEventListenerFactory.class, ChatEventListenerFactory::new);
		context.registerBean(ChatSocket.class, this.socket::socket);
		context.registerBean(ChatClient.class, () -> mock());
		ListenerSettings settings = new ListenerSettings(2, Duration.ofMillis(1), Duration.ofMillis(1), result.patience,
				"");
		context.registerBean(ChatEventPublisher.class,
				() -> new ChatEventPublisher(this.socket.socket(), context,
						new ReplySender(this.socket.socket(), () -> mock(), false, MessageOrder.NEWEST_FIRST, settings),
						settings, this.failures::add, ChatEventPublisher.Options.none()));
		context.refresh();
		context.getBean(form).result = result.supplier;
	}

	enum Result {

		NULL(() -> null), TEXT(() -> "a", "room_1: a"), BUILDER(() -> new StringBuilder("a"), "room_1: a"),
		REPLY(() -> ChatReply.of("a"), "room_1: a"), ELSEWHERE(() -> ChatReply.to("room_2", "a"), "room_2: a"),
		ARRAY(() -> new String[] { "a", null, "b" }, "room_1: a", "room_1: b"),
		COLLECTION(() -> Arrays.asList("a", ChatReply.to("room_2", "b"), null), "room_1: a", "room_2: b"),
		EMPTY_COLLECTION(List::of), STREAM(() -> Stream.of("a", "b"), "room_1: a", "room_1: b"),
		OPTIONAL(() -> Optional.of("a"), "room_1: a"), EMPTY_OPTIONAL(Optional::empty),
		MONO(() -> Mono.just("a"), "room_1: a"), EMPTY_MONO(Mono::empty),
		LATE_MONO(() -> Mono.delay(Duration.ofMillis(20)).thenReturn("a"), "room_1: a"),
		MONO_OF_LIST(() -> Mono.just(List.of("a", "b")), "room_1: a", "room_1: b"),
		FLUX(() -> Flux.just("a", "b"), "room_1: a", "room_1: b"),
		STAGE(() -> CompletableFuture.completedFuture("a"), "room_1: a"),
		STAGE_OF_NULL(() -> CompletableFuture.completedFuture(null)),
		LATE_STAGE(() -> Mono.delay(Duration.ofMillis(20)).thenReturn("a").toFuture(), "room_1: a"),
		COLLECTION_OF_MONOS(() -> List.of(Mono.just("a"), Mono.just("b"), "c"), "room_1: a", "room_1: b", "room_1: c"),
		THROWN(() -> {
			throw new IllegalArgumentException("thrown");
		}, IllegalArgumentException.class), ERROR(() -> {
			throw new AssertionError("thrown");
		}, AssertionError.class),
		FAILED_MONO(() -> Mono.error(new IllegalArgumentException("later")), IllegalArgumentException.class),
		FAILED_FLUX(() -> Flux.concat(Flux.just("a"), Mono.error(new IllegalArgumentException("later"))),
				IllegalArgumentException.class),
		FAILED_STAGE(() -> CompletableFuture.failedFuture(new IllegalArgumentException("later")),
				IllegalArgumentException.class),
		NEVER_MONO(Mono::never, TimeoutException.class), NEVER_FLUX(Flux::never, TimeoutException.class),
		NEVER_STAGE(CompletableFuture::new, TimeoutException.class), NUMBER(() -> 1, IllegalStateException.class),
		LIST_OF_NUMBERS(() -> List.of("a", 1), IllegalStateException.class),
		MONO_OF_NUMBER(() -> Mono.just(1), IllegalStateException.class),
		BLANK(() -> " ", IllegalArgumentException.class);

		private final Supplier<Object> supplier;

		private final String[] expected;

		private final Class<? extends Throwable> error;

		private final Duration patience;

		Result(Supplier<Object> supplier, String... expected) {
			this.supplier = supplier;
			this.expected = expected;
			this.error = null;
			this.patience = Duration.ofMinutes(5);
		}

		Result(Supplier<Object> supplier, Class<? extends Throwable> error) {
			this.supplier = supplier;
			this.expected = null;
			this.error = error;
			this.patience = (error == TimeoutException.class) ? Duration.ofMillis(5) : Duration.ofMinutes(5);
		}

	}

	abstract static class Listener {

		Supplier<Object> result;

	}

	static class OfEvent extends Listener {

		@ChatListener
		Object on(MessageReceived event) {
			assertThat(event).isSameAs(MESSAGE);
			return this.result.get();
		}

	}

	static class OfMessage extends Listener {

		@ChatListener
		Object on(Message message) {
			assertThat(message).isSameAs(MESSAGE.message());
			return this.result.get();
		}

	}

	static class OfRoomEvent extends Listener {

		@ChatListener
		Object on(RoomEvent event) {
			assertThat(event).isSameAs(MESSAGE);
			return this.result.get();
		}

	}

	static class OfChatEvent extends Listener {

		@ChatListener
		Object on(ChatEvent event) {
			assertThat(event).isSameAs(MESSAGE);
			return this.result.get();
		}

	}

	static class OfObject extends Listener {

		@ChatListener
		Object on(Object event) {
			assertThat(event).isSameAs(MESSAGE);
			return this.result.get();
		}

	}

	static class OfApplicationEvent extends Listener {

		@ChatListener
		Object on(ChatApplicationEvent<MessageReceived> event) {
			assertThat(event.getPayload()).isSameAs(MESSAGE);
			return this.result.get();
		}

	}

	static class OfSurroundings extends Listener {

		@ChatListener
		Object on(ChatSocket socket, Message message, ChatClient client, RoomEvent event) {
			assertThat(socket).isNotNull();
			assertThat(client).isNotNull();
			assertThat(message).isSameAs(((MessageReceived) event).message());
			return this.result.get();
		}

	}

}
