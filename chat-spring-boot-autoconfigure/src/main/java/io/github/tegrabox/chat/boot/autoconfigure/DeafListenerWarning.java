package io.github.tegrabox.chat.boot.autoconfigure;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.listener.ChatEventListenerFactory;
import io.github.tegrabox.chat.spring.listener.InvalidChatListenerException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;

/**
 * Warning of listeners to chat events that no socket brings. Makes no listener itself,
 * but is asked about each method on the way.
 */
class DeafListenerWarning implements EventListenerFactory, BeanFactoryAware, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(DeafListenerWarning.class);

	private final AtomicBoolean warned = new AtomicBoolean();

	private @Nullable ListableBeanFactory beanFactory;

	/** No constructor: this is made before any is autowired. */
	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ListableBeanFactory) beanFactory;
	}

	@Override
	public boolean supportsMethod(Method method) {
		if (ChatEventListenerFactory.isListener(method) && this.warned.compareAndSet(false, true)) {
			boolean inherited = this.beanFactory != null && BeanFactoryUtils
				.beanNamesForTypeIncludingAncestors(this.beanFactory, ChatSocket.class, true, false).length > 0;
			logger.warn(
					"{} listens to chat events and will hear none: {}, or set 'chat.socket.enabled' to 'false' "
							+ "if this is meant.",
					InvalidChatListenerException.describe(method),
					inherited ? "the chat socket belongs to a parent of its context. Move the listener to that context"
							: "there is no chat socket. "
									+ "Set 'chat.socket.user.external-id' to the user that it connects as");
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
