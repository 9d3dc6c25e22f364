package io.github.tegrabox.chat.benchmarks.listener;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Lane;
import io.github.tegrabox.chat.internal.socket.dispatch.Listeners;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.listener.ChatEventListenerFactory;
import io.github.tegrabox.chat.spring.listener.ChatEventPublisher;
import io.github.tegrabox.chat.spring.listener.ListenerSettings;
import io.github.tegrabox.chat.spring.listener.ReplySender;
import io.github.tegrabox.chat.wire.MessageOrder;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * CPU time of one message from the dispatcher of a socket to a listener that does nothing
 * to speak of: {@code listener [ROUNDS [CALLS]]}. The dispatcher runs on the thread that
 * is measured; the variants take turns, and what is told are medians.
 */
public final class ListenerBenchmark {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static long calls;

	private ListenerBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args the number of rounds, and of calls in each; 15 and 100,000 if absent
	 */
	public static void run(String[] args) {
		int rounds = (args.length > 0) ? Integer.parseInt(args[0]) : 15;
		int count = (args.length > 1) ? Integer.parseInt(args[1]) : 100_000;
		ObservationRegistry observed = ObservationRegistry.create();
		observed.observationConfig().observationHandler(new Idle());
		Map<String, Lane> variants = new LinkedHashMap<>();
		variants.put("onMessage", lane((listeners) -> listeners.add(MessageReceived.class, ChatEventType.MESSAGE,
				(event) -> count(event.message()))));
		variants.put("@ChatListener", annotated(Annotated.class, ObservationRegistry.NOOP));
		variants.put("with a registry without handlers", annotated(Annotated.class, ObservationRegistry.create()));
		variants.put("with a handler that does nothing", annotated(Annotated.class, observed));
		variants.put("@EventListener", annotated(Plain.class, ObservationRegistry.NOOP));
		Map<String, List<Double>> measured = new LinkedHashMap<>();
		for (int round = -rounds; round < rounds; round++) {
			for (Map.Entry<String, Lane> variant : variants.entrySet()) {
				double micros = measure(variant.getValue(), count);
				if (round >= 0) {
					measured.computeIfAbsent(variant.getKey(), (name) -> new ArrayList<>()).add(micros);
				}
			}
		}
		print(measured, rounds);
	}

	private static void print(Map<String, List<Double>> measured, int rounds) {
		PrintStream out = System.out;
		out.println("CPU time of one message, medians of " + rounds + " rounds");
		double direct = median(measured.getOrDefault("onMessage", List.of()));
		double annotated = median(measured.getOrDefault("@ChatListener", List.of()));
		measured.forEach((name, values) -> {
			double micros = median(values);
			out.println(String.format(Locale.ROOT,
					"  %-34s %6.2f us   %+6.2f us and %.2f x to onMessage, %.2f x to @ChatListener", name, micros,
					micros - direct, micros / direct, micros / annotated));
		});
	}

	private static double measure(Lane lane, int count) {
		MessageReceived event = new MessageReceived(
				new Message("msg_1", "room_1", "usr_1", "Ada", "hello", Instant.EPOCH), false, Instant.EPOCH);
		long before = calls;
		long start = THREADS.getCurrentThreadCpuTime();
		for (int i = 0; i < count; i++) {
			lane.offer(event);
		}
		double micros = (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / count;
		if (calls - before != count) {
			throw new IllegalStateException("There were " + (calls - before) + " calls");
		}
		return micros;
	}

	private static void count(Message message) {
		calls += message.content().length() / 5;
	}

	private static Lane lane(Consumer<Listeners> registration) {
		SocketCounters counters = new SocketCounters();
		Listeners listeners = new Listeners(null, counters);
		registration.accept(listeners);
		return new Dispatcher(SocketSettings.defaults().dispatch(), Runnable::run, Runnable::run, Runnable::run,
				listeners, counters, Duration.ZERO)
			.addLane();
	}

	private static Lane annotated(Class<?> listener, ObservationRegistry observations) {
		return lane((listeners) -> {
			ChatSocket socket = socket(listeners);
			AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
			ReplySender replies = new ReplySender(socket, () -> context.getBean(ReactiveChatClient.class), false,
					MessageOrder.NEWEST_FIRST, ListenerSettings.defaults());
			context.registerBean(listener);
			context.registerBean(ChatEventListenerFactory.class);
			context.registerBean(ChatEventPublisher.class,
					() -> new ChatEventPublisher(socket, context, replies, ListenerSettings.defaults(), (failure) -> {
					}, new ChatEventPublisher.Options(observations, null, null)));
			context.refresh();
		});
	}

	/** A socket that nothing but listening is asked of. */
	@SuppressWarnings("unchecked")
	private static ChatSocket socket(Listeners listeners) {
		return (ChatSocket) Proxy.newProxyInstance(ChatSocket.class.getClassLoader(),
				new Class<?>[] { ChatSocket.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "onEventAsync" -> listeners.addAsync((Function<ChatEvent, Mono<Void>>) arguments[0]);
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == arguments[0];
					case "toString" -> "socket";
					default -> throw new UnsupportedOperationException(method.getName());
				});
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().toList().get(values.size() / 2);
	}

	/** The listener that is measured. */
	static class Annotated {

		@ChatListener
		void on(Message message) {
			count(message);
		}

	}

	/** The same as Spring's own kind. */
	static class Plain {

		@EventListener
		void on(MessageReceived event) {
			count(event.message());
		}

	}

	/** Does nothing with observations. */
	private static final class Idle implements ObservationHandler<Observation.Context> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
