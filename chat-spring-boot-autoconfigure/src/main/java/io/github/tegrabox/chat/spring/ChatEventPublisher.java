package io.github.tegrabox.chat.spring;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.Subscription;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publisher of a socket's events to an application context, as
 * {@link ChatApplicationEvent}. Publishes on the socket's dispatcher threads and returns
 * when the listeners have: events of a room come one after the other, rooms beside each
 * other. A listener that is {@code @Async} gives that order up.
 */
public final class ChatEventPublisher implements SmartInitializingSingleton, DisposableBean {

	private final ChatSocket socket;

	private final ApplicationEventPublisher publisher;

	private final ListenerFailures failures;

	private volatile @Nullable Subscription subscription;

	/**
	 * Creates a publisher. It publishes from when the context's singletons are there
	 * until it is destroyed.
	 * @param socket the socket
	 * @param publisher the application context
	 * @param errorHandler handles what listeners throw that are no annotated methods
	 */
	public ChatEventPublisher(ChatSocket socket, ApplicationEventPublisher publisher,
			ChatEventErrorHandler errorHandler) {
		this.socket = socket;
		this.publisher = publisher;
		this.failures = new ListenerFailures(() -> errorHandler);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.subscription = this.socket.onEvent(this::publish);
	}

	/**
	 * Publishes an event and hands to the error handler what the listeners throw.
	 * @param event the event
	 * @throws HandledListenerException so that the socket counts the failure
	 */
	void publish(ChatEvent event) {
		ChatApplicationEvent<ChatEvent> applicationEvent = new ChatApplicationEvent<>(this.socket, event);
		try {
			this.publisher.publishEvent(applicationEvent);
		}
		catch (Throwable ex) {
			// Thrown by a plain ApplicationListener, after which Spring calls no other.
			this.failures.handle(applicationEvent, ex);
		}
		Throwable failure = applicationEvent.failure();
		if (failure != null) {
			throw new HandledListenerException(failure);
		}
	}

	@Override
	public void destroy() {
		Subscription current = this.subscription;
		if (current != null) {
			current.close();
		}
	}

}
