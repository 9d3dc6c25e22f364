package io.github.tegrabox.chat.internal.socketio;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.MendedJson;
import io.github.tegrabox.chat.internal.json.ErrorBody;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.json.KeptParser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Reads Socket.IO packets in one pass, from the text to the client's own types. An event
 * or acknowledgement whose arguments cannot be read is only reported. Any other invalid
 * packet causes a {@link ChatDecodingException}, and nothing else.
 */
final class PacketReader {

	private static final char CONNECT = '0';

	private static final char DISCONNECT = '1';

	private static final char EVENT = '2';

	private static final char ACK = '3';

	private static final char CONNECT_ERROR = '4';

	private static final char BINARY_EVENT = '5';

	private static final char BINARY_ACK = '6';

	private static final Set<String> RESERVED = Set.of("connect", "connect_error", "disconnect", "disconnecting",
			"newListener", "removeListener");

	private final EventReader events;

	private final Clock clock;

	PacketReader(EventReader events, Clock clock) {
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Reads a packet.
	 * @param text the text with the packet
	 * @param from the index of its first character
	 * @param namespace the namespace whose packets are read
	 * @param handler the connection to call
	 * @return the number of attachments that follow
	 * @throws ChatDecodingException if the connection cannot go on after it; does not
	 * quote the content
	 */
	int read(PacketSource text, int from, String namespace, SocketIoConnection handler) {
		if (from >= text.end()) {
			throw new ChatDecodingException("A packet is empty", null);
		}
		PacketHead head = PacketHead.read(text, from, namespace);
		if (head.ownNamespace()) {
			try {
				body(text, head, handler);
			}
			catch (JacksonException ex) {
				// Not the cause: its message quotes the content.
				throw new ChatDecodingException("A packet is no valid JSON", null);
			}
		}
		return head.attachments();
	}

	private void body(PacketSource text, PacketHead head, SocketIoConnection handler) {
		switch (head.type()) {
			case CONNECT -> connect(text, head, handler);
			case CONNECT_ERROR -> connectError(text, head, handler);
			case DISCONNECT -> handler.disconnected();
			case EVENT, BINARY_EVENT -> {
				ChatEvent event = tryRead(text, head, this::event, handler);
				if (event != null) {
					handler.event(event);
				}
			}
			case ACK, BINARY_ACK -> {
				Acknowledgement ack = tryRead(text, head, PacketReader::ack, handler);
				if (ack != null) {
					handler.acknowledged(head.id(), ack);
				}
			}
			default -> throw new ChatDecodingException("A packet is of no known type", null);
		}
	}

	private void connect(PacketSource text, PacketHead head, SocketIoConnection handler) {
		boolean hasSid = false;
		try (JsonParser parser = text.parser(head.end())) {
			if (parser.nextToken() == JsonToken.START_OBJECT) {
				for (String name = parser.nextName(); name != null; name = parser.nextName()) {
					hasSid |= parser.nextToken() == JsonToken.VALUE_STRING && name.equals("sid");
					parser.skipChildren();
				}
				end(parser.nextToken() == null);
			}
		}
		if (!hasSid) {
			throw EngineHandshake.oldProtocol();
		}
		handler.connected();
	}

	private void connectError(PacketSource text, PacketHead head, SocketIoConnection handler) {
		ErrorBody error;
		try (JsonParser parser = text.parser(head.end())) {
			if (parser.nextToken() == null) {
				throw new ChatDecodingException("A refusal is empty", null);
			}
			error = ErrorReader.read(parser);
			end(parser.nextToken() == null);
		}
		handler.refused(error.code(), error.message());
	}

	Instant now() {
		return this.clock.instant();
	}

	/**
	 * Reads the arguments of a packet. One that cannot be read does not affect later
	 * ones.
	 */
	private <T> @Nullable T tryRead(PacketSource text, PacketHead head, Arguments<T> arguments,
			SocketIoConnection handler) {
		String why;
		try {
			return bounded(text, head.end(), arguments);
		}
		catch (JacksonException ex) {
			why = "it is no valid JSON";
		}
		catch (ChatDecodingException ex) {
			why = ex.getMessage();
		}
		handler.unreadable("packet_unreadable", "The server sent a packet that cannot be read: " + why,
				isPerhapsMessage(text, head));
		return null;
	}

	/**
	 * Returns whether an unreadable packet may hold a message: unless it has the name of
	 * another event.
	 */
	boolean isPerhapsMessage(PacketSource text, PacketHead head) {
		if (head.type() != EVENT && head.type() != BINARY_EVENT) {
			return false;
		}
		try (JsonParser parser = text.parser(head.end())) {
			return parser.nextToken() != JsonToken.START_ARRAY || parser.nextToken() != JsonToken.VALUE_STRING
					|| this.events.isMessage(parser.getString());
		}
		catch (JacksonException ex) {
			return true;
		}
	}

	/**
	 * Reads the arguments of a packet. If they exceed a limit, reads them again without
	 * what is beyond it, so that one absurd value costs no more than itself.
	 */
	private static <T> T bounded(PacketSource text, int from, Arguments<T> arguments) {
		try {
			return arguments.read(text, from);
		}
		catch (StreamConstraintsException ex) {
			byte[] bounded = MendedJson.of(text.text(from).getBytes(StandardCharsets.UTF_8));
			return arguments.read(new PacketSource().of(bounded, bounded.length), 0);
		}
	}

	private ChatEvent event(PacketSource text, int from) {
		Instant now = this.clock.instant();
		KeptParser kept = text.keptParser(from);
		ChatEvent event = this.events.read(name(kept.parser()), kept.parser(), now);
		end(kept, text);
		if (event != null) {
			return event;
		}
		try (JsonParser parser = text.parser(from)) {
			String name = name(parser);
			if (RESERVED.contains(name)) {
				throw new ChatDecodingException("An event has a reserved name", null);
			}
			return EventReader.readUnknown(name, parser, now);
		}
	}

	private static String name(JsonParser parser) {
		array(parser);
		if (parser.nextToken() != JsonToken.VALUE_STRING && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
			throw new ChatDecodingException("An event has no name", null);
		}
		String name = parser.getString();
		parser.nextToken();
		return name;
	}

	private static Acknowledgement ack(PacketSource text, int from) {
		KeptParser kept = text.keptParser(from);
		array(kept.parser());
		if (kept.parser().nextToken() == JsonToken.VALUE_NULL) {
			// A null error first, as in callbacks of Node.js: the answer comes next.
			kept.parser().nextToken();
		}
		Acknowledgement ack = Acknowledgement.read(kept.parser());
		end(kept, text);
		return ack;
	}

	private static void array(JsonParser parser) {
		if (parser.nextToken() != JsonToken.START_ARRAY) {
			throw new ChatDecodingException("A packet holds no array", null);
		}
	}

	/**
	 * Skips the arguments after the first; the API has none.
	 */
	private static void end(KeptParser kept, PacketSource text) {
		JsonParser parser = kept.parser();
		JsonToken token = parser.currentToken();
		boolean more = token != JsonToken.END_ARRAY || !parser.streamReadContext().inRoot();
		while (more && parser.nextToken() != JsonToken.END_ARRAY) {
			parser.skipChildren();
		}
		for (int i = text.end() - kept.end(); i < text.end(); i++) {
			end(text.at(i) == ' ' || text.at(i) == '\n' || text.at(i) == '\r' || text.at(i) == '\t');
		}
	}

	private static void end(boolean over) {
		if (!over) {
			throw new ChatDecodingException("A packet goes on after its end", null);
		}
	}

	/**
	 * Reader of the arguments that begin at an index.
	 */
	@FunctionalInterface
	private interface Arguments<T> {

		T read(PacketSource text, int from);

	}

}
