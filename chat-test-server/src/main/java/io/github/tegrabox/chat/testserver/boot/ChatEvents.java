package io.github.tegrabox.chat.testserver.boot;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.Ordered;

/**
 * Record of the chat events that reached the application context of a test, on any
 * thread. A test with {@link AutoConfigureChatTestServer} has it as a bean:
 * <pre class="code">
 * &#64;Autowired
 * ChatEvents events;
 *
 * MessageReceived event = this.events.await(MessageReceived.class, Duration.ofSeconds(10));
 * </pre> It is cleared after each test, so that no test sees the events of another one.
 * Safe for use by several threads.
 */
public final class ChatEvents implements ApplicationListener<PayloadApplicationEvent<?>>, Ordered {

	private static final String PACKAGE = "io.github.tegrabox.chat.event";

	private final List<Object> events = new ArrayList<>();

	ChatEvents() {
	}

	@Override
	public void onApplicationEvent(PayloadApplicationEvent<?> event) {
		Object payload = event.getPayload();
		if (payload.getClass().getPackageName().equals(PACKAGE)) {
			synchronized (this.events) {
				this.events.add(payload);
				this.events.notifyAll();
			}
		}
	}

	/**
	 * After the listeners of the application, so that they are done when a test goes on.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	/**
	 * Returns the first event of a type. Blocks until there is one.
	 * @param <E> the type
	 * @param type the type, such as {@code MessageReceived}
	 * @param timeout how long to wait at most
	 * @return the event
	 * @throws AssertionError if none came in time; the message lists those that did
	 */
	public <E> E await(Class<E> type, Duration timeout) {
		return await(type, (event) -> true, timeout);
	}

	/**
	 * Returns the first event of a type that meets a condition. Blocks until there is
	 * one.
	 * @param <E> the type
	 * @param type the type, such as {@code MessageReceived}
	 * @param condition the condition
	 * @param timeout how long to wait at most
	 * @return the event
	 * @throws AssertionError if none came in time; the message lists those that did
	 */
	public <E> E await(Class<E> type, Predicate<? super E> condition, Duration timeout) {
		long end = System.nanoTime() + timeout.toNanos();
		synchronized (this.events) {
			E found = first(type, condition);
			while (found == null) {
				long millis = (end - System.nanoTime()) / 1_000_000;
				if (millis <= 0) {
					throw new AssertionError("No %s came within %s; there were %s".formatted(type.getSimpleName(),
							timeout, this.events.stream().map((event) -> event.getClass().getSimpleName()).toList()));
				}
				try {
					this.events.wait(millis);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					throw new AssertionError("Interrupted while waiting for a " + type.getSimpleName(), ex);
				}
				found = first(type, condition);
			}
			return found;
		}
	}

	private <E> @Nullable E first(Class<E> type, Predicate<? super E> condition) {
		return this.events.stream().filter(type::isInstance).map(type::cast).filter(condition).findFirst().orElse(null);
	}

	/**
	 * Returns the events of a type so far, in the order in which they came.
	 * @param <E> the type
	 * @param type the type
	 * @return a copy of the events
	 */
	public <E> List<E> of(Class<E> type) {
		synchronized (this.events) {
			return this.events.stream().filter(type::isInstance).<E>map(type::cast).toList();
		}
	}

	/**
	 * Forgets all events so far.
	 */
	public void clear() {
		synchronized (this.events) {
			this.events.clear();
		}
	}

}
