package io.github.tegrabox.chat.boot.autoconfigure;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.spring.listener.ChatEventListenerFactory;
import io.github.tegrabox.chat.spring.listener.InvalidChatListenerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;

/**
 * Warning of listeners to chat events that no socket brings. Makes no listener itself,
 * but is asked about each method on the way.
 */
class DeafListenerWarning implements EventListenerFactory, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(DeafListenerWarning.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	@Override
	public boolean supportsMethod(Method method) {
		if (ChatEventListenerFactory.isListener(method) && this.warned.compareAndSet(false, true)) {
			logger.warn(
					"{} listens to chat events and will hear none: there is no chat socket. "
							+ "Set 'chat.socket.user.external-id' to the user that it connects as, "
							+ "or 'chat.socket.enabled' to 'false' if this is meant.",
					InvalidChatListenerException.describe(method));
		}
		return false;
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		throw new IllegalStateException("Supports no method");
	}

	@Override
	public int getOrder() {
		// Before those that make listeners.
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
