package io.github.tegrabox.chat.spring.listener;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.RoomEvent;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.spring.ChatReply;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Converts what a listener returned into replies.
 */
final class Results {

	private Results() {
	}

	/**
	 * Returns the room of an event.
	 */
	static @Nullable String roomOf(ChatEvent event) {
		if (event instanceof RoomEvent roomEvent) {
			return roomEvent.roomId();
		}
		return (event instanceof SocketError error) ? error.roomId() : null;
	}

	/**
	 * Returns the elements of a result: texts, replies, and asynchronous values.
	 * @throws IllegalStateException if it contains anything else
	 */
	static List<Object> elements(@Nullable Object result) {
		if (result == null) {
			return List.of();
		}
		List<Object> elements = new ArrayList<>(1);
		collect(result, elements);
		return elements;
	}

	private static void collect(@Nullable Object result, List<Object> elements) {
		if (result == null || result.getClass().getName().equals("kotlin.Unit")) {
			return;
		}
		if (result instanceof CharSequence || result instanceof ChatReply || isPending(result)) {
			elements.add(result);
		}
		else if (result instanceof Collection<?> collection) {
			collection.forEach((element) -> collect(element, elements));
		}
		else if (result instanceof Stream<?> stream) {
			try (Stream<?> open = stream) {
				open.forEachOrdered((element) -> collect(element, elements));
			}
		}
		else if (result instanceof Optional<?> optional) {
			collect(optional.orElse(null), elements);
		}
		else if (result instanceof Object[] array) {
			Arrays.stream(array).forEach((element) -> collect(element, elements));
		}
		else {
			throw new IllegalStateException("A listener returned a " + result.getClass().getName()
					+ ", which cannot be sent to a room: return text, a ChatReply, or nothing");
		}
	}

	/**
	 * Returns whether an element is an asynchronous value.
	 */
	static boolean isPending(Object element) {
		return element instanceof Publisher || element instanceof CompletionStage;
	}

	/**
	 * Converts an element into a reply.
	 * @throws IllegalStateException if there is no room to send it to
	 * @throws IllegalArgumentException if the text is blank
	 */
	static ChatReply reply(Object element, @Nullable String room) {
		ChatReply reply = (element instanceof ChatReply given) ? given : ChatReply.of(element.toString());
		if (reply.roomId() != null) {
			return reply;
		}
		if (room == null) {
			throw new IllegalStateException(
					"A listener returned text for an event that is not of a room: return ChatReply.to(roomId, text)");
		}
		return ChatReply.to(room, reply.text());
	}

	/**
	 * Returns the replies, once all asynchronous values are there.
	 */
	static Flux<ChatReply> later(List<Object> elements, @Nullable String room) {
		return Flux.fromIterable(elements).concatMap((element) -> {
			if (!isPending(element)) {
				return Mono.just(reply(element, room));
			}
			Publisher<?> values = (element instanceof Publisher<?> publisher) ? publisher
					: Mono.fromCompletionStage((CompletionStage<?>) element);
			return Flux.from(values).concatMap((value) -> later(elements(value), room));
		});
	}

}
