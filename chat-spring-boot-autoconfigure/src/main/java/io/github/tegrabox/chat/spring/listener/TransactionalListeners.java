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
 * Listeners that wait for a phase of a transaction: an event of theirs is published to
 * them inside one of the primary transaction manager.
 */
final class TransactionalListeners {

	private static final boolean MODULITH = ClassUtils.isPresent(
			"org.springframework.modulith.events.core.EventPublicationRegistry",
			TransactionalListeners.class.getClassLoader());

	private final ApplicationContext context;

	private final ChatSocket socket;

	private final ListenerFailures failures;

	/** Made for those that need it only, since a lazy manager may be a dear one. */
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
	 * Checks when the application starts that its listeners will be called.
	 */
	void check() {
		if (!(this.context instanceof AbstractApplicationContext current)) {
			return;
		}
		for (ApplicationListener<?> listener : current.getApplicationListeners()) {
			// Without transactions in the application, Spring makes plain listeners of
			// them.
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
	 * Returns whether a listener needs a transaction, and there is one to give it.
	 */
	boolean isTransactional(ApplicationListener<?> listener) {
		return listener instanceof TransactionalApplicationListener<?> && isThereAManager();
	}

	private boolean isThereAManager() {
		try {
			return this.transactions.obtain().problem() == null;
		}
		catch (BeansException ex) {
			// There is one that cannot be made, which the call of the listeners tells.
			return true;
		}
	}

	/**
	 * All such listeners of an event as one, for they share a transaction.
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
	 * What transactions are made with.
	 *
	 * @param template makes them, {@code null} if there is a problem
	 * @param registry keeps what listeners have to do yet, if there is one
	 * @param problem why there is no template
	 */
	private record Transactions(@Nullable TransactionTemplate template, @Nullable PublicationRegistry registry,
			@Nullable String problem) {

	}

	/**
	 * Who hears what becomes of a listener, of which Spring logs no more than a line.
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
			// What is thrown before the commit fails the transaction, which tells.
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

		/** Of the transaction; each listener has its own. */
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
