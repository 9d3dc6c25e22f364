package io.github.tegrabox.chat.spring.listener;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * Replaces a listener that could not be created or queried, and fails likewise.
 *
 * @param name the name of the bean
 * @param failure what was thrown
 */
record BrokenListener(String name, Throwable failure) implements ApplicationListener<ApplicationEvent> {

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (this.failure instanceof Error error) {
			throw error;
		}
		throw (RuntimeException) this.failure;
	}

}
