package io.github.tegrabox.chat.spring.listener;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import io.github.tegrabox.chat.spring.ChatReply;
import org.reactivestreams.Publisher;

import org.springframework.core.ResolvableType;

/**
 * What a listener may return, according to its signature.
 */
enum ResultTypes {

	/** Nothing: no reply is ever sent. */
	NOTHING,

	/** Text for the event's room. */
	TEXT,

	/** Replies, or a type that does not show what the value is. */
	OPEN,

	/** Something that cannot be sent. */
	UNSENDABLE;

	static ResultTypes of(ResolvableType type) {
		Class<?> raw = type.resolve();
		if (raw == null || raw == Object.class || ChatReply.class.isAssignableFrom(raw)) {
			return OPEN;
		}
		if (raw == void.class || raw == Void.class || raw.getName().equals("kotlin.Unit")) {
			return NOTHING;
		}
		if (CharSequence.class.isAssignableFrom(raw)) {
			return TEXT;
		}
		if (raw.isArray()) {
			return of(type.getComponentType());
		}
		for (Class<?> container : new Class<?>[] { Collection.class, Stream.class, Optional.class, Publisher.class,
				CompletionStage.class }) {
			if (container.isAssignableFrom(raw)) {
				return of(type.as(container).getGeneric(0));
			}
		}
		// A supertype of text, such as Serializable: the value may be text.
		return raw.isAssignableFrom(String.class) ? OPEN : UNSENDABLE;
	}

}
