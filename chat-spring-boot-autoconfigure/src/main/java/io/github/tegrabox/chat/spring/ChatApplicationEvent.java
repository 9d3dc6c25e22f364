package io.github.tegrabox.chat.spring;

import io.github.tegrabox.chat.event.ChatEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.PayloadApplicationEvent;

/**
 * Event of the socket, as it is published to the application context. Listeners may take
 * this type, with its payload's type as argument, or the payload alone:
 *
 * <pre class="code">
 * &#64;EventListener
 * void on(MessageReceived event) { … }
 * </pre>
 *
 * @param <E> the type of the payload
 */
public final class ChatApplicationEvent<E extends ChatEvent> extends PayloadApplicationEvent<E> {

	private transient volatile @Nullable Throwable failure;

	/**
	 * Creates an event.
	 * @param source what the event came from
	 * @param payload the event of the socket
	 */
	public ChatApplicationEvent(Object source, E payload) {
		super(source, payload);
	}

	/**
	 * Notes that a listener failed; the first failure stays.
	 * @param failure what the listener threw
	 */
	void failed(Throwable failure) {
		if (this.failure == null) {
			this.failure = failure;
		}
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	@Override
	public String toString() {
		return "ChatApplicationEvent[" + getPayload().getClass().getSimpleName() + ']';
	}

}
