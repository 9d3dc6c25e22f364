package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.function.Consumer;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * Adapter of a {@link ListenerMethod} to Spring. {@link Delivery} prepares its calls
 * itself; events that come from Spring were published by the application.
 */
final class ChatMethodListener implements GenericApplicationListener, ChatCallee {

	private final ListenerMethod method;

	private final ListenerFigures figures;

	private final Consumer<Answer> speaker;

	ChatMethodListener(ListenerMethod method, Consumer<Answer> speaker) {
		this.method = method;
		this.figures = new ListenerFigures(method.id(), InvalidChatListenerException.describe(method.method()));
		this.speaker = speaker;
	}

	ListenerMethod method() {
		return this.method;
	}

	@Override
	public ListenerFigures figures() {
		return this.figures;
	}

	@Override
	public ListenerMethod.@Nullable Call prepare(ChatApplicationEvent<?> event) {
		return this.method.prepare(event);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!(event instanceof PayloadApplicationEvent<?> carrier
				&& carrier.getPayload() instanceof ChatEvent payload)) {
			return;
		}
		ChatApplicationEvent<?> chatEvent = (event instanceof ChatApplicationEvent<?> given) ? given
				: new ChatApplicationEvent<>(event.getSource(), payload);
		ListenerMethod.Call call = prepare(chatEvent);
		if (call == null) {
			return;
		}
		this.speaker.accept(new Answer(payload, getListenerId(), proceed(call)));
	}

	private static @Nullable Object proceed(ListenerMethod.Call call) {
		try {
			return call.proceed();
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

	@Override
	public boolean supportsEventType(ResolvableType eventType) {
		if (!PayloadApplicationEvent.class.isAssignableFrom(eventType.toClass())) {
			return false;
		}
		Class<?> payload = eventType.as(PayloadApplicationEvent.class).getGeneric(0).resolve();
		return payload == null || this.method.listensTo(payload);
	}

	@Override
	public String getListenerId() {
		return this.method.id();
	}

	@Override
	public int getOrder() {
		return this.method.order();
	}

	@Override
	public String toString() {
		return "ChatListener[" + getListenerId() + ']';
	}

	/**
	 * What a listener returned for an event that the application published.
	 *
	 * @param event the event
	 * @param listenerId the id of the listener
	 * @param result what it returned
	 */
	record Answer(ChatEvent event, String listenerId, @Nullable Object result) {

	}

}
