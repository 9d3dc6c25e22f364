package io.github.tegrabox.chat.spring.listener;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;

import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.transaction.event.TransactionalApplicationListener.SynchronizationCallback;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Calls listeners that are bound to a phase of a transaction. It publishes their event
 * within a transaction of the primary transaction manager.
 */
final class TransactionalListeners {

	private static final boolean MODULITH = ClassUtils.isPresent(
			"org.springframework.modulith.events.core.EventPublicationRegistry",
			TransactionalListeners.class.getClassLoader());

	private final ApplicationContext context;

	private final ChatSocket socket;

	private final ListenerFailures failures;

	/** Created only if needed, since a lazy transaction manager may be costly. */
	private final SingletonSupplier<Transactions> transactions;

	private final Set<ApplicationListener<?>> watched = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	TransactionalListeners(ApplicationContext context, ChatSocket socket, ListenerFailures failures) {
		this.context = context;
		this.socket = socket;
		this.failures = failures;
		this.transactions = SingletonSupplier.of(() -> transactions(context));
	}

	private static Transactions transactions(ApplicationContext context) {
		try {
			TransactionTemplate template = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
			return new Transactions(template, MODULITH ? PublicationRegistry.of(context) : null, null);
		}
		catch (NoUniqueBeanDefinitionException ex) {
			return new Transactions(null, null, "there are several transaction managers, and none is the primary one");
		}
		catch (NoSuchBeanDefinitionException ex) {
			return new Transactions(null, null, "there is no transaction manager");
		}
	}

	/**
	 * Checks at startup that the application's listeners will be called.
	 */
	void check() {
		if (!(this.context instanceof AbstractApplicationContext current)) {
			return;
		}
		for (ApplicationListener<?> listener : current.getApplicationListeners()) {
			// Without transaction management, Spring makes them plain listeners.
			if (!(listener instanceof ApplicationListenerMethodAdapter adapter)
					|| !ChatEventListenerFactory.isListener(adapter.getTargetMethod()) || !needsTransaction(adapter)) {
				continue;
			}
			String problem = this.transactions.obtain().problem();
			if (problem != null) {
				throw InvalidChatListenerException.of(adapter.getTargetMethod(),
						"waits for a transaction around chat events, and " + problem + ", so that there will be none.",
						"Give the application a PlatformTransactionManager, marked @Primary if there are several; or "
								+ "set 'fallbackExecution = true' to be called without a transaction; or use "
								+ "@ChatListener.");
			}
		}
	}

	private static boolean needsTransaction(ApplicationListenerMethodAdapter adapter) {
		TransactionalEventListener annotation = AnnotatedElementUtils.findMergedAnnotation(adapter.getTargetMethod(),
				TransactionalEventListener.class);
		return annotation != null && !annotation.fallbackExecution();
	}

	/**
	 * Returns whether a listener needs a transaction and there is a transaction manager.
	 */
	boolean isTransactional(ApplicationListener<?> listener) {
		return listener instanceof TransactionalApplicationListener<?> && isThereAManager();
	}

	private boolean isThereAManager() {
		try {
			return this.transactions.obtain().problem() == null;
		}
		catch (BeansException ex) {
			// It exists but cannot be created, which the listeners' call reports.
			return true;
		}
	}

	/**
	 * Combines all such listeners of an event into one, since they share a transaction.
	 */
	ChatCallee callee(List<ApplicationListener<?>> listeners, Function<String, ListenerFigures> figures) {
		listeners.forEach((listener) -> watch(listener, figures));
		String id = (listeners.size() == 1) ? PlainListener.idOf(listeners.get(0)) : Delivery.TRANSACTION;
		return new Group(listeners, id, figures.apply(Delivery.TRANSACTION));
	}

	private void watch(ApplicationListener<?> listener, Function<String, ListenerFigures> figures) {
		if (listener instanceof TransactionalApplicationListener<?> transactional && this.watched.add(listener)) {
			transactional.addCallback(new Watch(transactional, figures.apply(PlainListener.idOf(listener))));
		}
	}

	private void publish(List<ApplicationListener<?>> listeners, ChatApplicationEvent<?> event) {
		Transactions found = this.transactions.obtain();
		if (found.template() == null) {
			throw new IllegalStateException("Without a transaction manager");
		}
		found.template().executeWithoutResult((status) -> {
			if (found.registry() != null) {
				found.registry().store(event, listeners);
			}
			listeners.forEach((listener) -> ApplicationListeners.call(listener, event));
		});
	}

	/**
	 * The means to create transactions.
	 *
	 * @param template runs transactions, {@code null} if there is a problem
	 * @param registry stores which listeners have not run yet, if there is one
	 * @param problem why there is no template
	 */
	private record Transactions(@Nullable TransactionTemplate template, @Nullable PublicationRegistry registry,
			@Nullable String problem) {

	}

	/**
	 * Observes how each listener's call ended; Spring itself only logs a line.
	 */
	private final class Watch implements SynchronizationCallback {

		private final TransactionalApplicationListener<?> listener;

		private final ListenerFigures figures;

		Watch(TransactionalApplicationListener<?> listener, ListenerFigures figures) {
			this.listener = listener;
			this.figures = figures;
		}

		private boolean isOfSocket(ApplicationEvent event) {
			return event.getSource() == TransactionalListeners.this.socket;
		}

		@Override
		public void preProcessEvent(ApplicationEvent event) {
			if (isOfSocket(event)) {
				this.figures.began();
			}
		}

		@Override
		public void postProcessEvent(ApplicationEvent event, @Nullable Throwable failure) {
			if (!isOfSocket(event)) {
				return;
			}
			this.figures.ended((failure != null) ? ListenerFailures.unwrap(failure) : null);
			// Before the commit, it fails the transaction, which is reported anyway.
			if (failure != null && event instanceof ChatApplicationEvent<?> chatEvent
					&& this.listener.getTransactionPhase() != TransactionPhase.BEFORE_COMMIT) {
				TransactionalListeners.this.failures.handle(chatEvent.getPayload(), this.figures.id(), 1, failure);
			}
		}

	}

	/**
	 * Listeners of one event.
	 */
	private final class Group implements ChatCallee {

		private final List<ApplicationListener<?>> listeners;

		private final String id;

		/** The figures of the transaction; each listener has its own. */
		private final ListenerFigures figures;

		Group(List<ApplicationListener<?>> listeners, String id, ListenerFigures figures) {
			this.listeners = listeners;
			this.id = id;
			this.figures = figures;
		}

		@Override
		public String id() {
			return this.id;
		}

		@Override
		public ListenerFigures figures() {
			return this.figures;
		}

		@Override
		public ListenerMethod.Call prepare(ChatApplicationEvent<?> event) {
			return () -> {
				publish(this.listeners, event);
				return null;
			};
		}

		@Override
		public boolean isOurs() {
			return false;
		}

	}

}
