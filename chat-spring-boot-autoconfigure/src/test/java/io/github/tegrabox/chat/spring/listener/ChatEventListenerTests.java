package io.github.tegrabox.chat.spring.listener;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketConnected;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.event.UserLeft;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import io.github.tegrabox.chat.spring.TestSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests of listeners of chat events in an application context.
 */
class ChatEventListenerTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final MessageReceived MESSAGE = new MessageReceived(
			new Message("msg_1", "room_1", "usr_1", "alice", "hello", NOW), false, NOW);

	private final TestSocket socket = new TestSocket();

	private final List<Throwable> errors = new CopyOnWriteArrayList<>();

	private final List<AnnotationConfigApplicationContext> contexts = new ArrayList<>();

	@AfterEach
	void close() {
		this.contexts.forEach(AnnotationConfigApplicationContext::close);
	}

	@Test
	void everyFormOfListenerGetsItsEvents() {
		Forms forms = start(Forms.class);
		this.socket.receive(MESSAGE);
		this.socket.receive(new UserJoined("room_1", "usr_1", null, NOW));
		this.socket.receive(new UserJoined("room_2", "usr_1", null, NOW));
		this.socket.receive(new SocketConnected(false, NOW));
		assertThat(forms.calls).containsExactlyInAnyOrder("on MessageReceived", "inRoom msg_1", "raw MessageReceived",
				"in room_1", "any MessageReceived", "any UserJoined", "any UserJoined", "any SocketConnected",
				"either UserJoined", "either UserJoined", "plain MessageReceived");
	}

	@Test
	void aListenerThatThrowsKeepsNoOtherFromTheEvent() {
		Throwing listeners = start(Throwing.class);
		assertThatExceptionOfType(HandledListenerException.class).isThrownBy(() -> this.socket.receive(MESSAGE))
			.withCause(listeners.first);
		assertThat(listeners.calls).containsExactly("first", "second", "third");
		assertThat(this.errors).containsExactly(listeners.first, listeners.second);
	}

	@Test
	void aPlainListenerThatThrowsIsReportedToo() {
		start(PlainThrowing.class);
		assertThatExceptionOfType(HandledListenerException.class).isThrownBy(() -> this.socket.receive(MESSAGE));
		assertThat(this.errors).singleElement().isInstanceOf(IllegalStateException.class);
	}

	@Test
	void anErrorHandlerThatThrowsDoesNoHarm() {
		Throwing listeners = new Throwing();
		start(Throwing.class, () -> listeners, (failure) -> {
			throw new IllegalStateException("handler");
		});
		assertThatExceptionOfType(HandledListenerException.class).isThrownBy(() -> this.socket.receive(MESSAGE));
		assertThat(listeners.calls).containsExactly("first", "second", "third");
	}

	@Test
	void anErrorHandlerThatThrowsTheFailureAgainDoesNoHarm() {
		Throwing listeners = new Throwing();
		start(Throwing.class, () -> listeners, (failure) -> {
			this.errors.add(failure.error());
			throw (RuntimeException) failure.error();
		});
		assertThatExceptionOfType(HandledListenerException.class).isThrownBy(() -> this.socket.receive(MESSAGE))
			.withCause(listeners.first);
		assertThat(listeners.calls).containsExactly("first", "second", "third");
		assertThat(this.errors).containsExactly(listeners.first, listeners.second);
	}

	@Test
	void aFailureThatCannotBePrintedDoesNoHarm() {
		Unprintable listeners = new Unprintable();
		start(Unprintable.class, () -> listeners, new LoggingChatEventErrorHandler());
		assertThatExceptionOfType(HandledListenerException.class).isThrownBy(() -> this.socket.receive(MESSAGE));
		assertThat(listeners.calls).containsExactly("first", "second");
	}

	@Test
	void anEventThatTheApplicationPublishesItselfFailsAtItsPublisher() {
		start(Throwing.class);
		AnnotationConfigApplicationContext context = this.contexts.get(0);
		assertThatIllegalStateException().isThrownBy(() -> context.publishEvent(MESSAGE)).withMessage("first");
		assertThat(this.errors).isEmpty();
	}

	@Test
	void contextsDoNotSeeEachOther() {
		Forms first = start(Forms.class);
		TestSocket other = new TestSocket();
		Forms second = new Forms();
		start(Forms.class, () -> second, (failure) -> this.errors.add(failure.error()), other);
		other.receive(MESSAGE);
		assertThat(first.calls).isEmpty();
		assertThat(second.calls).contains("on MessageReceived").doesNotHaveDuplicates();
	}

	@Test
	void aClosedContextGetsNothingMore() {
		Forms forms = start(Forms.class);
		this.contexts.get(0).close();
		assertThat(this.socket.listeners()).isZero();
		assertThatNoException().isThrownBy(() -> this.socket.receive(MESSAGE));
		assertThat(forms.calls).isEmpty();
	}

	@Test
	void theEventTellsNothingOfItsContent() {
		assertThat(new ChatApplicationEvent<>(this, MESSAGE)).hasToString("ChatApplicationEvent[MessageReceived]");
	}

	@Test
	void aListenerHasTheSameIdInEveryProcess() {
		ApplicationListener<ApplicationEvent> lambda = (event) -> {
		};
		assertThat(PlainListener.idOf(lambda)).isEqualTo(getClass().getName() + "$$Lambda");
		ProxyFactory proxies = new ProxyFactory(new PlainThrowing());
		assertThat(PlainListener.idOf((ApplicationListener<?>) proxies.getProxy()))
			.isEqualTo(PlainThrowing.class.getName());
	}

	private <T> T start(Class<T> listeners) {
		return start(listeners, null, (failure) -> this.errors.add(failure.error()));
	}

	private <T> T start(Class<T> listeners, Supplier<T> supplier, ChatEventErrorHandler errorHandler) {
		return start(listeners, supplier, errorHandler, this.socket);
	}

	private <T> T start(Class<T> listeners, Supplier<T> supplier, ChatEventErrorHandler errorHandler,
			TestSocket socket) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		this.contexts.add(context);
		context.registerBean(listeners, supplier);
		context.registerBean(ChatEventListenerFactory.class, ChatEventListenerFactory::new);
		context.registerBean(ChatEventPublisher.class,
				() -> TestPublishers.publisher(socket.socket(), context, errorHandler));
		context.refresh();
		return context.getBean(listeners);
	}

	static class Forms implements ApplicationListener<ChatApplicationEvent<MessageReceived>> {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@EventListener
		void on(MessageReceived event) {
			this.calls.add("on " + event.getClass().getSimpleName());
		}

		@EventListener(condition = "#event.roomId == 'room_1'")
		void inRoom(MessageReceived event) {
			this.calls.add("inRoom " + event.message().id());
		}

		@EventListener(condition = "#event.roomId == 'room_1'")
		void in(UserJoined event) {
			this.calls.add("in " + event.roomId());
		}

		@EventListener
		void any(ChatEvent event) {
			this.calls.add("any " + event.getClass().getSimpleName());
		}

		@EventListener
		void raw(ChatApplicationEvent<MessageReceived> event) {
			this.calls.add("raw " + event.getPayload().getClass().getSimpleName());
		}

		@EventListener({ UserJoined.class, UserLeft.class })
		void either(ChatEvent event) {
			this.calls.add("either " + event.getClass().getSimpleName());
		}

		@Override
		public void onApplicationEvent(ChatApplicationEvent<MessageReceived> event) {
			this.calls.add("plain " + event.getPayload().getClass().getSimpleName());
		}

	}

	static class Throwing {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final IllegalStateException first = new IllegalStateException("first");

		private final IOException second = new IOException("second");

		@Order(1)
		@EventListener
		void first(MessageReceived event) {
			this.calls.add("first");
			throw this.first;
		}

		@Order(2)
		@EventListener
		void second(ChatApplicationEvent<MessageReceived> event) throws IOException {
			this.calls.add("second");
			throw this.second;
		}

		@Order(3)
		@EventListener
		void third(ChatEvent event) {
			this.calls.add("third");
		}

	}

	static class Unprintable {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@Order(1)
		@EventListener
		void first(MessageReceived event) {
			this.calls.add("first");
			throw new IllegalStateException() {

				@Override
				public String getMessage() {
					throw new IllegalStateException("unprintable");
				}

			};
		}

		@Order(2)
		@EventListener
		void second(MessageReceived event) {
			this.calls.add("second");
			throw new IllegalStateException("second");
		}

	}

	static class PlainThrowing implements ApplicationListener<ChatApplicationEvent<MessageReceived>>, Ordered {

		@Override
		public void onApplicationEvent(ChatApplicationEvent<MessageReceived> event) {
			throw new IllegalStateException("plain");
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

}
