package io.github.tegrabox.chat.spring;

import io.github.tegrabox.chat.event.ChatEvent;
import org.springframework.context.PayloadApplicationEvent;

/**
 * Event of the socket as it is published to the application context. A listener may
 * declare this type, with the type of the payload as its argument, or the payload alone:
 *
 * <pre class="code">
 * &#64;EventListener
 * void on(MessageReceived event) { … }
 * </pre>
 *
 * @param <E> the type of the payload
 */
public final class ChatApplicationEvent<E extends ChatEvent> extends PayloadApplicationEvent<E> {

	/**
	 * Creates an event.
	 * @param source where the event came from
	 * @param payload the event of the socket
	 */
	public ChatApplicationEvent(Object source, E payload) {
		super(source, payload);
	}

	@Override
	public String toString() {
		return "ChatApplicationEvent[" + getPayload().getClass().getSimpleName() + ']';
	}

}
