package io.github.tegrabox.chat.spring;

import java.lang.reflect.Method;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;

/**
 * Listener that keeps what its method throws from the listeners after it.
 */
final class ChatEventListenerMethodAdapter extends ApplicationListenerMethodAdapter {

	private final ListenerFailures failures;

	ChatEventListenerMethodAdapter(String beanName, Class<?> targetClass, Method method, ListenerFailures failures) {
		super(beanName, targetClass, method);
		this.failures = failures;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!(event instanceof ChatApplicationEvent<?> chatEvent)) {
			// Published by the application itself, whose own call fails with it.
			super.onApplicationEvent(event);
			return;
		}
		try {
			super.onApplicationEvent(event);
		}
		catch (Throwable ex) {
			this.failures.handle(chatEvent, ex);
		}
	}

}
