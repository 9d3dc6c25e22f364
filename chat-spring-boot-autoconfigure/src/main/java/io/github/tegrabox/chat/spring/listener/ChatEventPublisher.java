package io.github.tegrabox.chat.spring.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.Subscription;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Publisher of a socket's events to the listeners of an application, as
 * {@link ChatApplicationEvent}. It calls them one by one on the socket's dispatcher
 * threads: events of one room come one after the other, several rooms run in parallel. A
 * listener that throws does not keep the event from the others. A listener that is
 * {@code @Async} gives up the order.
 */
public final class ChatEventPublisher implements SmartInitializingSingleton, DisposableBean {

	private static final boolean TRANSACTIONS = ClassUtils.isPresent(
			"org.springframework.transaction.event.TransactionalApplicationListener",
			ChatEventPublisher.class.getClassLoader());

	private final ChatSocket socket;

	private final ApplicationContext context;

	private final Delivery.Surroundings surroundings;

	private final @Nullable ListenerTransactions transactions;

	private final LongAdder retries = new LongAdder();

	private final Map<Class<?>, ResolvableType> types = new ConcurrentHashMap<>();

	private final Map<String, ListenerFigures> figures = new ConcurrentHashMap<>();

	private @Nullable ApplicationListeners listeners;

	private @Nullable TransactionalListeners transactional;

	private @Nullable HelpCommand help;

	private volatile @Nullable Subscription subscription;

	/**
	 * Creates a publisher. It publishes events from the time when the singletons of the
	 * context exist until it is destroyed.
	 * @param socket the socket
	 * @param context the application context
	 * @param replies sends what listeners return
	 * @param settings how listeners are called
	 * @param errorHandler handles what listeners throw
	 * @param options further options
	 */
	public ChatEventPublisher(ChatSocket socket, ApplicationContext context, ReplySender replies,
			ListenerSettings settings, ChatEventErrorHandler errorHandler, Options options) {
		this.socket = socket;
		this.context = context;
		this.transactions = options.transactions;
		this.surroundings = new Delivery.Surroundings(settings,
				new ListenerThreads(options.executor, context.getClassLoader()),
				new ListenerObservations(options.observations), new ListenerFailures(errorHandler), replies,
				this.retries, socket);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.listeners = new ApplicationListeners(this.context);
		List<ChatMethodListener> ours = new ArrayList<>();
		for (ApplicationContext current = this.context; current != null; current = current.getParent()) {
			for (ChatEventListenerFactory factory : current.getBeansOfType(ChatEventListenerFactory.class, false, false)
				.values()) {
				ours.addAll(factory.listeners());
			}
		}
		for (ChatMethodListener listener : ours) {
			this.figures.put(listener.getListenerId(), listener.figures());
		}
		this.help = HelpCommand.of(this.surroundings.settings().helpCommand(), ours);
		if (TRANSACTIONS) {
			TransactionalListeners found = new TransactionalListeners(this.context, this.socket,
					this.surroundings.failures());
			found.check();
			this.transactional = found;
		}
		this.subscription = this.socket.onEventAsync(this::publish);
	}

	/**
	 * Publishes an event: calls its listeners and sends their replies.
	 * @param event the event
	 * @return completes after that, with a {@link HandledListenerException} if a listener
	 * failed, so that the socket counts it
	 */
	Mono<Void> publish(ChatEvent event) {
		if (event instanceof MessageReceived received) {
			this.surroundings.replies().seen(received.message());
		}
		List<Turn> turns = turns(event);
		if (turns.isEmpty() && this.transactions == null) {
			return Mono.empty();
		}
		Delivery delivery = new Delivery(event, turns, this.surroundings);
		return (this.transactions != null && event instanceof MessageReceived) ? delivery.durable(this.transactions)
				: delivery.live();
	}

	private List<Turn> turns(ChatEvent event) {
		ApplicationListeners current = this.listeners;
		if (current == null) {
			return List.of();
		}
		ChatApplicationEvent<ChatEvent> published = new ChatApplicationEvent<>(this.socket, event);
		String room = Results.roomOf(event);
		List<Turn> turns = new ArrayList<>();
		List<ApplicationListener<?>> transactionals = new ArrayList<>();
		for (ApplicationListener<?> listener : current.of(published, type(event))) {
			if (this.transactional != null && this.transactional.isTransactional(listener)) {
				transactionals.add(listener);
			}
			else {
				turns.add(new Turn(callee(listener), published, room));
			}
		}
		if (this.help != null && event instanceof MessageReceived) {
			turns.add(new Turn(this.help, published, room));
		}
		if (this.transactional != null && !transactionals.isEmpty()) {
			turns.add(new Turn(this.transactional.callee(transactionals, this::figures), published, room));
		}
		return turns;
	}

	private ResolvableType type(ChatEvent event) {
		return this.types.computeIfAbsent(event.getClass(),
				(payload) -> ResolvableType.forClassWithGenerics(ChatApplicationEvent.class, payload));
	}

	private ChatCallee callee(ApplicationListener<?> listener) {
		if (listener instanceof ChatMethodListener ours) {
			return ours;
		}
		return new PlainListener(listener, figures(PlainListener.idOf(listener)));
	}

	private ListenerFigures figures(String id) {
		return this.figures.computeIfAbsent(id, (name) -> new ListenerFigures(name, name));
	}

	/**
	 * Sends what a listener returned for an event that the application published itself.
	 */
	void say(ChatMethodListener.Answer answer) {
		ChatEvent event = answer.event();
		Mono.defer(() -> Results.later(Results.elements(answer.result()), Results.roomOf(event)).collectList())
			.timeout(this.surroundings.settings().completionTimeout())
			.flatMapIterable((replies) -> replies)
			.concatMap((reply) -> this.surroundings.replies().say(reply).onErrorResume((ex) -> {
				fail(answer, ex);
				return Mono.empty();
			}))
			.subscribe((done) -> {
			}, (ex) -> fail(answer, ex));
	}

	private void fail(ChatMethodListener.Answer answer, Throwable failure) {
		this.surroundings.failures().handle(answer.event(), answer.listenerId(), 1, failure);
	}

	/**
	 * Returns the figures of the listeners: annotated ones from the start, others from
	 * their first call on.
	 * @return the figures
	 */
	public Collection<ListenerFigures> listeners() {
		return List.copyOf(this.figures.values());
	}

	/**
	 * Returns the number of calls that were retried after a failure.
	 * @return the number since creation
	 */
	public long retries() {
		return this.retries.sum();
	}

	@Override
	public void destroy() {
		Subscription current = this.subscription;
		if (current != null) {
			current.close();
		}
		this.surroundings.threads().close();
	}

	/**
	 * Options of a publisher.
	 *
	 * @param observations the registry that calls are observed with
	 * @param executor runs the attempts after the first one, {@code null} for threads of
	 * the publisher's own
	 * @param transactions wraps the attempts if delivery is durable, {@code null} if it
	 * is live
	 */
	public record Options(ObservationRegistry observations, @Nullable Executor executor,
			@Nullable ListenerTransactions transactions) {

		/**
		 * Returns empty options.
		 * @return the options
		 */
		public static Options none() {
			return new Options(ObservationRegistry.NOOP, null, null);
		}

	}

}
