package io.github.tegrabox.chat.spring.listener;

import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.ChatReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Factory that creates listeners from methods with {@link ChatListener} or
 * {@link io.github.tegrabox.chat.spring.ChatCommand}. It leaves plain
 * {@link EventListener} methods to Spring, but warns of those whose result nobody would
 * receive and of those that no event would reach.
 */
public final class ChatEventListenerFactory implements EventListenerFactory, BeanFactoryAware, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(ChatEventListenerFactory.class);

	private final Map<String, ChatMethodListener> listeners = new ConcurrentHashMap<>();

	private final Set<Method> warned = ConcurrentHashMap.newKeySet();

	private @Nullable ConfigurableBeanFactory beanFactory;

	private @Nullable ObjectProvider<ChatEventPublisher> publisher;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
		this.publisher = beanFactory.getBeanProvider(ChatEventPublisher.class);
	}

	@Override
	public boolean supportsMethod(Method method) {
		if (AnnotatedElementUtils.hasAnnotation(method, ChatListener.class)) {
			return true;
		}
		if (isListener(method) && isText(method.getReturnType()) && this.warned.add(method)) {
			logger
				.warn("{} returns text that nobody will hear: Spring publishes what an @EventListener returns as another "
						+ "event. Annotate it with @ChatListener in place of @EventListener, and it is said in the room.",
						InvalidChatListenerException.describe(method));
		}
		if (takesMessage(method) && this.warned.add(method)) {
			logger.warn(
					"{} takes a Message, which is not an event: it hears only what the application itself publishes. "
							+ "Take a MessageReceived, or annotate it with @ChatListener in place of @EventListener.",
					InvalidChatListenerException.describe(method));
		}
		return false;
	}

	private static boolean takesMessage(Method method) {
		EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
		return annotation != null && annotation.classes().length == 0
				&& Arrays.equals(method.getParameterTypes(), new Class<?>[] { Message.class });
	}

	private static boolean isText(Class<?> type) {
		return CharSequence.class.isAssignableFrom(type) || type == ChatReply.class;
	}

	/**
	 * Returns whether a method listens to chat events only.
	 * @param method the method
	 * @return whether it has {@link ChatListener}, or {@link EventListener} with types
	 * that are all chat events
	 */
	public static boolean isListener(Method method) {
		EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
		if (annotation == null || AnnotatedElementUtils.hasAnnotation(method, ChatListener.class)) {
			return annotation != null;
		}
		Class<?>[] types = (annotation.classes().length > 0) ? annotation.classes() : method.getParameterTypes();
		return types.length > 0 && Arrays.stream(types).allMatch(ChatEventListenerFactory::isChatEvent);
	}

	private static boolean isChatEvent(Class<?> type) {
		return ChatEvent.class.isAssignableFrom(type) || ChatApplicationEvent.class.isAssignableFrom(type);
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		ConfigurableBeanFactory factory = this.beanFactory;
		if (factory == null) {
			throw new IllegalStateException("Without a bean factory");
		}
		ChatMethodListener listener = new ChatMethodListener(
				new ListenerMethod(beanName, type, method, factory, Clock.systemUTC(), this::isCommandOfAnother),
				this::say);
		if (listener.method().isAbsent()) {
			// Spring requires one; it gets no events.
			return listener;
		}
		ChatMethodListener other = this.listeners.putIfAbsent(listener.getListenerId(), listener);
		if (other != null) {
			throw new InvalidChatListenerException(
					"Two listeners have the id '" + listener.getListenerId() + "': "
							+ InvalidChatListenerException.describe(other.method().method()) + " and "
							+ InvalidChatListenerException.describe(listener.method().method()) + '.',
					"Give one of them an 'id' of its own.");
		}
		return listener;
	}

	private boolean isCommandOfAnother(ListenerMethod method, ChatApplicationEvent<?> event) {
		return this.listeners.values()
			.stream()
			.map(ChatMethodListener::method)
			.anyMatch((other) -> other != method && other.isGivenBy(event));
	}

	private void say(ChatMethodListener.Answer answer) {
		ObjectProvider<ChatEventPublisher> provider = this.publisher;
		ChatEventPublisher current = (provider != null) ? provider.getIfAvailable() : null;
		if (current != null) {
			current.say(answer);
		}
	}

	/**
	 * Returns the listeners that this factory created.
	 */
	Collection<ChatMethodListener> listeners() {
		return List.copyOf(this.listeners.values());
	}

	@Override
	public int getOrder() {
		// Before the transactional factory (50) and the default one.
		return 0;
	}

}
