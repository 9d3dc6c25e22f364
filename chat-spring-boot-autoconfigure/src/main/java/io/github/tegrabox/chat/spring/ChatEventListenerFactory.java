package io.github.tegrabox.chat.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Supplier;

import io.github.tegrabox.chat.event.ChatEvent;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Factory of listeners from {@link EventListener} methods that take chat events. They
 * behave as Spring's own, except that what one of them throws goes to the
 * {@link ChatEventErrorHandler} and keeps no other listener from the event. Leaves
 * {@code @TransactionalEventListener} methods to Spring, whose factory comes first.
 */
public final class ChatEventListenerFactory implements EventListenerFactory, Ordered {

	private final ListenerFailures failures;

	/**
	 * Creates a factory.
	 * @param errorHandler supplies the error handler; asked when a listener fails
	 */
	public ChatEventListenerFactory(Supplier<ChatEventErrorHandler> errorHandler) {
		this.failures = new ListenerFailures(errorHandler);
	}

	@Override
	public boolean supportsMethod(Method method) {
		EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
		if (annotation == null) {
			return false;
		}
		Class<?>[] types = (annotation.classes().length > 0) ? annotation.classes() : method.getParameterTypes();
		return types.length > 0 && Arrays.stream(types).allMatch(ChatEventListenerFactory::isChatEvent);
	}

	private static boolean isChatEvent(Class<?> type) {
		return ChatEvent.class.isAssignableFrom(type) || ChatApplicationEvent.class.isAssignableFrom(type);
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		return new ChatEventListenerMethodAdapter(beanName, type, method, this.failures);
	}

	@Override
	public int getOrder() {
		// After the transactional factory (50), before the default one.
		return Ordered.LOWEST_PRECEDENCE - 100;
	}

}
