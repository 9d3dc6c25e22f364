package io.github.tegrabox.chat.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.ChatSocket;
import reactor.core.publisher.Mono;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * Socket that only hands events to its listeners, on the caller's thread.
 */
public final class TestSocket {

	private final List<Consumer<ChatEvent>> listeners = new ArrayList<>();

	private final ChatSocket socket = mock();

	/**
	 * Creates a socket without listeners.
	 */
	public TestSocket() {
		when(this.socket.onEventAsync(any())).thenAnswer((call) -> {
			Function<ChatEvent, Mono<Void>> asynchronous = call.getArgument(0);
			Consumer<ChatEvent> listener = (event) -> asynchronous.apply(event).block();
			this.listeners.add(listener);
			return (io.github.tegrabox.chat.socket.Subscription) () -> this.listeners.remove(listener);
		});
	}

	/**
	 * Returns the socket.
	 * @return the socket
	 */
	public ChatSocket socket() {
		return this.socket;
	}

	/**
	 * Hands an event to the listeners.
	 * @param event the event
	 */
	public void receive(ChatEvent event) {
		List.copyOf(this.listeners).forEach((listener) -> listener.accept(event));
	}

	/**
	 * Returns how many listeners there are.
	 * @return the number
	 */
	public int listeners() {
		return this.listeners.size();
	}

}
