package io.github.tegrabox.chat.spring.listener;

import java.util.List;

import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.modulith.events.core.PublicationTargetIdentifier;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListener;

/**
 * Spring Modulith's registry, which keeps an event until the listeners that run after the
 * commit have handled it. Its multicaster would store it, but is bypassed here.
 */
final class PublicationRegistry {

	private final EventPublicationRegistry registry;

	private PublicationRegistry(EventPublicationRegistry registry) {
		this.registry = registry;
	}

	static @Nullable PublicationRegistry of(ApplicationContext context) {
		ObjectProvider<EventPublicationRegistry> found = context.getBeanProvider(EventPublicationRegistry.class);
		EventPublicationRegistry registry = found.getIfAvailable();
		return (registry != null) ? new PublicationRegistry(registry) : null;
	}

	void store(ChatApplicationEvent<?> event, List<ApplicationListener<?>> listeners) {
		List<PublicationTargetIdentifier> targets = listeners.stream()
			.filter((listener) -> isKeptFor(listener, event))
			.map((listener) -> PublicationTargetIdentifier
				.of(((TransactionalApplicationListener<?>) listener).getListenerId()))
			.toList();
		if (!targets.isEmpty()) {
			this.registry.store(event.getPayload(), targets.stream());
		}
	}

	private static boolean isKeptFor(ApplicationListener<?> listener, ChatApplicationEvent<?> event) {
		return listener instanceof TransactionalApplicationListener<?> transactional
				&& transactional.getTransactionPhase() == TransactionPhase.AFTER_COMMIT
				&& (!(listener instanceof ApplicationListenerMethodAdapter adapter) || adapter.shouldHandle(event));
	}

}
