package io.github.tegrabox.chat.internal.socket.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.socket.DispatchObserver;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.github.tegrabox.chat.socket.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Registered listeners, called in the order of registration. Thread-safe.
 */
public final class Listeners {

	private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

	private final List<Registration> registrations = new ArrayList<>();

	private final List<DispatchObserver> observers = new CopyOnWriteArrayList<>();

	private final ListenerErrorHandler errorHandler;

	private final SocketCounters counters;

	private volatile Map<ChatEventType, List<Handler>> byType = new EnumMap<>(ChatEventType.class);

	/**
	 * Creates an empty registry.
	 * @param errorHandler called when a listener throws, {@code null} to log instead
	 * @param counters the counters of failures
	 */
	public Listeners(@Nullable ListenerErrorHandler errorHandler, SocketCounters counters) {
		this.errorHandler = (errorHandler != null) ? errorHandler : Listeners::log;
		this.counters = counters;
	}

	private static void log(ChatEvent event, Throwable failure) {
		log("Listener failed on a " + ChatEventType.of(event).tag() + " event", failure);
	}

	/**
	 * Logs a failure that may not be printable: the application's code may build its
	 * message, and may itself throw.
	 */
	private static void log(String what, Throwable failure) {
		try {
			logger.error(what, failure);
		}
		catch (Throwable ex) {
			logger.error("{}: {}, which cannot be printed", what, failure.getClass().getName());
		}
	}

	/**
	 * Registers a listener to one kind of event.
	 * @param <E> the type of event
	 * @param type the type of event
	 * @param kind the kind for that type
	 * @param listener what to call
	 * @return the registration
	 */
	public <E extends ChatEvent> Subscription add(Class<E> type, ChatEventType kind, Consumer<? super E> listener) {
		return add(listener, EnumSet.of(kind), (event) -> {
			listener.accept(type.cast(event));
			return null;
		});
	}

	/**
	 * Registers a listener to every kind of event.
	 * @param listener what to call
	 * @return the registration
	 */
	public Subscription addToAll(Consumer<? super ChatEvent> listener) {
		return add(listener, EnumSet.allOf(ChatEventType.class), (event) -> {
			listener.accept(event);
			return null;
		});
	}

	/**
	 * Registers an asynchronous listener to every kind of event. The next event of the
	 * lane waits until the returned {@code Mono} has completed; no thread is blocked.
	 * @param listener what to call
	 * @return the registration
	 */
	public Subscription addAsync(Function<? super ChatEvent, Mono<Void>> listener) {
		return add(listener, EnumSet.allOf(ChatEventType.class), (event) -> {
			Mono<Void> part = listener.apply(event);
			if (part == null) {
				throw new NullPointerException(
						"The listener returned null; return Mono.empty() for nothing to wait for");
			}
			return part;
		});
	}

	private Subscription add(Object origin, Set<ChatEventType> types, Handler listener) {
		Registration registration = new Registration(origin, types, listener);
		synchronized (this.registrations) {
			this.registrations.add(registration);
			rebuild();
		}
		return () -> remove(registration);
	}

	/**
	 * Returns whether a listener is registered.
	 * @param which tests each listener, as it was passed to this class
	 * @return whether one is
	 */
	public boolean has(Predicate<Object> which) {
		synchronized (this.registrations) {
			return this.registrations.stream().anyMatch((registration) -> which.test(registration.origin));
		}
	}

	private void remove(Registration registration) {
		synchronized (this.registrations) {
			this.registrations.remove(registration);
			rebuild();
		}
	}

	private void rebuild() {
		Map<ChatEventType, List<Handler>> rebuilt = new EnumMap<>(ChatEventType.class);
		for (ChatEventType type : ChatEventType.values()) {
			List<Handler> listeners = new ArrayList<>();
			for (Registration registration : this.registrations) {
				if (registration.types.contains(type)) {
					listeners.add(registration.listener);
				}
			}
			rebuilt.put(type, listeners);
		}
		this.byType = rebuilt;
	}

	/**
	 * Registers an observer.
	 * @param observer the observer to call
	 * @return the registration
	 */
	public Subscription observe(DispatchObserver observer) {
		this.observers.add(observer);
		return () -> this.observers.remove(observer);
	}

	/**
	 * Calls all listeners of an event.
	 * @param event the event
	 * @param whenOver called once when the delivery is over, but not if
	 * {@link Delivery#close()} has already returned {@code true}
	 * @return the delivery, which the caller closes and finishes; {@code null} if there
	 * is nothing to wait for and no observer
	 */
	@Nullable Delivery call(ChatEvent event, Runnable whenOver) {
		List<Handler> listeners = this.byType.get(ChatEventType.of(event));
		// Measuring takes time itself, so do it only for observers.
		Delivery delivery = this.observers.isEmpty() ? null : new Delivery(event, whenOver);
		for (int i = 0; listeners != null && i < listeners.size(); i++) {
			try {
				Mono<Void> part = listeners.get(i).handle(event);
				if (part != null) {
					delivery = (delivery != null) ? delivery : new Delivery(event, whenOver);
					delivery.await(part);
				}
			}
			catch (Throwable failure) {
				if (delivery != null) {
					delivery.failed(failure);
				}
				report(event, failure);
			}
			// Do not pass an interrupt that a listener left behind to the next one.
			var unused = Thread.interrupted();
		}
		return delivery;
	}

	/**
	 * Reports the failures and the duration of a delivery that is over.
	 */
	void finish(Delivery delivery) {
		for (Throwable failure : delivery.takeFailures()) {
			delivery.failed(failure);
			report(delivery.event(), failure);
		}
		if (!this.observers.isEmpty()) {
			tellObservers(delivery.event(), delivery.nanos(), delivery.failure());
		}
	}

	private void report(ChatEvent event, Throwable failure) {
		this.counters.listenerFailed();
		try {
			this.errorHandler.handle(event, failure);
		}
		catch (Throwable ex) {
			log("The error handler failed", ex);
			log(event, failure);
		}
	}

	private void tellObservers(ChatEvent event, long nanos, @Nullable Throwable failure) {
		Duration duration = Duration.ofNanos(nanos);
		for (DispatchObserver observer : this.observers) {
			try {
				observer.dispatched(event, duration, failure);
			}
			catch (Throwable ex) {
				log("A dispatch observer failed", ex);
			}
		}
	}

	/** Not a record: registering the same listener twice makes two registrations. */
	private static final class Registration {

		private final Object origin;

		private final Set<ChatEventType> types;

		private final Handler listener;

		Registration(Object origin, Set<ChatEventType> types, Handler listener) {
			this.origin = origin;
			this.types = types;
			this.listener = listener;
		}

	}

	/** A listener, which may return something to wait for. */
	@FunctionalInterface
	private interface Handler {

		@Nullable Mono<Void> handle(ChatEvent event);

	}

}
