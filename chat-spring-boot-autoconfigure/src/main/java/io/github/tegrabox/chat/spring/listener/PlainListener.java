package io.github.tegrabox.chat.spring.listener;

import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;

/**
 * Any other listener of the application, called as Spring does.
 *
 * @param listener the listener
 * @param figures the figures of its calls
 */
record PlainListener(ApplicationListener<?> listener, ListenerFigures figures) implements ChatCallee {

	/** After this, the JVM appends a text that differs from process to process. */
	private static final String LAMBDA = "$$Lambda";

	@Override
	public ListenerMethod.@Nullable Call prepare(ChatApplicationEvent<?> event) {
		if (this.listener instanceof ApplicationListenerMethodAdapter adapter) {
			if (!adapter.shouldHandle(event)) {
				return null;
			}
			if (adapter.getClass() == ApplicationListenerMethodAdapter.class) {
				return () -> {
					ApplicationListeners.callWithoutCondition(adapter, event);
					return null;
				};
			}
		}
		return () -> {
			ApplicationListeners.call(this.listener, event);
			return null;
		};
	}

	@Override
	public boolean isOurs() {
		return false;
	}

	/**
	 * Excludes Spring's own listeners for all events, such as that of Spring Security.
	 */
	@Override
	public boolean isObserved() {
		return this.listener instanceof ApplicationListenerMethodAdapter
				|| !this.listener.getClass().getName().startsWith("org.springframework.");
	}

	/**
	 * Returns the name of a listener.
	 */
	static String idOf(ApplicationListener<?> listener) {
		if (listener instanceof ApplicationListenerMethodAdapter adapter) {
			return adapter.getListenerId();
		}
		if (listener instanceof BrokenListener broken) {
			return broken.name();
		}
		String name = AopUtils.getTargetClass(listener).getName();
		int lambda = name.indexOf(LAMBDA);
		return (lambda < 0) ? name : name.substring(0, lambda + LAMBDA.length());
	}

}
