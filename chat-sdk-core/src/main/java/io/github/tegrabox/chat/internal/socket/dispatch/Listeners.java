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

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.socket.DispatchObserver;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.github.tegrabox.chat.socket.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registered listeners, called in the order of registration. Safe for use by several
 * threads.
 */
public final class Listeners {

	private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

	private final List<Registration> registrations = new ArrayList<>();

	private final List<DispatchObserver> observers = new CopyOnWriteArrayList<>();

	private final ListenerErrorHandler errorHandler;

	private final SocketCounters counters;

	private volatile Map<ChatEventType, List<Consumer<ChatEvent>>> byType = new EnumMap<>(ChatEventType.class);

	/**
	 * Creates an empty registry.
	 * @param errorHandler who is told of listeners that throw, {@code null} for the log
	 * @param counters where failures are counted
	 */
	public Listeners(@Nullable ListenerErrorHandler errorHandler, SocketCounters counters) {
		this.errorHandler = (errorHandler != null) ? errorHandler : Listeners::log;
		this.counters = counters;
	}

	private static void log(ChatEvent event, Throwable failure) {
		logger.error("Listener failed on a {} event", ChatEventType.of(event).tag(), failure);
	}

	/**
	 * Registers a listener to one kind of event.
	 * @param <E> the type of event
	 * @param type the type of event
	 * @param kind the kind that goes with it
	 * @param listener what to call
	 * @return the registration
	 */
	public <E extends ChatEvent> Subscription add(Class<E> type, ChatEventType kind, Consumer<? super E> listener) {
		return add(EnumSet.of(kind), (event) -> listener.accept(type.cast(event)));
	}

	/**
	 * Registers a listener to every kind of event.
	 * @param listener what to call
	 * @return the registration
	 */
	public Subscription addToAll(Consumer<? super ChatEvent> listener) {
		return add(EnumSet.allOf(ChatEventType.class), listener::accept);
	}

	private Subscription add(Set<ChatEventType> types, Consumer<ChatEvent> listener) {
		Registration registration = new Registration(types, listener);
		synchronized (this.registrations) {
			this.registrations.add(registration);
			rebuild();
		}
		return () -> remove(registration);
	}

	private void remove(Registration registration) {
		synchronized (this.registrations) {
			this.registrations.remove(registration);
			rebuild();
		}
	}

	private void rebuild() {
		Map<ChatEventType, List<Consumer<ChatEvent>>> rebuilt = new EnumMap<>(ChatEventType.class);
		for (ChatEventType type : ChatEventType.values()) {
			rebuilt.put(type,
					this.registrations.stream()
						.filter((registration) -> registration.types.contains(type))
						.map((registration) -> registration.listener)
						.toList());
		}
		this.byType = rebuilt;
	}

	/**
	 * Registers an observer.
	 * @param observer who is told
	 * @return the registration
	 */
	public Subscription observe(DispatchObserver observer) {
		this.observers.add(observer);
		return () -> this.observers.remove(observer);
	}

	boolean isObserved() {
		return !this.observers.isEmpty();
	}

	@Nullable Throwable call(ChatEvent event) {
		List<Consumer<ChatEvent>> listeners = this.byType.get(ChatEventType.of(event));
		Throwable first = null;
		for (int i = 0; listeners != null && i < listeners.size(); i++) {
			try {
				listeners.get(i).accept(event);
			}
			catch (Throwable failure) {
				first = (first != null) ? first : failure;
				report(event, failure);
			}
		}
		return first;
	}

	private void report(ChatEvent event, Throwable failure) {
		this.counters.listenerFailed();
		try {
			this.errorHandler.handle(event, failure);
		}
		catch (Throwable ex) {
			logger.error("The error handler failed", ex);
			log(event, failure);
		}
	}

	void tellObservers(ChatEvent event, long nanos, @Nullable Throwable failure) {
		Duration duration = Duration.ofNanos(nanos);
		for (DispatchObserver observer : this.observers) {
			try {
				observer.dispatched(event, duration, failure);
			}
			catch (Throwable ex) {
				logger.warn("A dispatch observer failed", ex);
			}
		}
	}

	/** No record: the same listener registered twice makes two. */
	private static final class Registration {

		private final Set<ChatEventType> types;

		private final Consumer<ChatEvent> listener;

		Registration(Set<ChatEventType> types, Consumer<ChatEvent> listener) {
			this.types = types;
			this.listener = listener;
		}

	}

}
