package io.github.tegrabox.chat.testserver.internal.socketio;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writer of packets, each as the frames that carry it.
 */
final class PacketWriter {

	private static final String MESSAGE = "4";

	private final JsonMapper mapper = JsonMapper.builder().build();

	/**
	 * Writes an event, or an acknowledgement if there is no event name.
	 * @throws tools.jackson.core.JacksonException if Jackson cannot write an argument
	 */
	List<Frame> write(String namespace, @Nullable String event, @Nullable Long id, @Nullable Object[] args) {
		List<byte[]> attachments = new ArrayList<>(0);
		String json = json(event, args, attachments);
		PacketType type = type(event != null, !attachments.isEmpty());
		StringBuilder text = new StringBuilder(json.length() + 16).append(MESSAGE).append(type.digit());
		if (type.isBinary()) {
			text.append(attachments.size()).append('-');
		}
		appendNamespace(text, namespace);
		if (id != null) {
			text.append(id.longValue());
		}
		Frame head = Frame.text(text.append(json).toString());
		if (attachments.isEmpty()) {
			return List.of(head);
		}
		List<Frame> frames = new ArrayList<>();
		frames.add(head);
		attachments.forEach((attachment) -> frames.add(Frame.binary(attachment)));
		return frames;
	}

	/**
	 * Writes a packet of the protocol itself.
	 */
	Frame control(PacketType type, String namespace, @Nullable Object data) {
		StringBuilder text = new StringBuilder(MESSAGE).append(type.digit());
		appendNamespace(text, namespace);
		if (data != null) {
			text.append(this.mapper.writeValueAsString(data));
		}
		return Frame.text(text.toString());
	}

	/** Written as characters: unlike UTF-8 bytes, they bear half a surrogate pair. */
	private String json(@Nullable String event, @Nullable Object[] args, List<byte[]> attachments) {
		StringWriter json = new StringWriter();
		try (JsonGenerator generator = new PlaceholderGenerator(this.mapper.createGenerator(json), attachments)) {
			generator.writeStartArray();
			if (event != null) {
				generator.writeString(event);
			}
			for (Object arg : args) {
				this.mapper.writeValue(generator, arg);
			}
			generator.writeEndArray();
		}
		return json.toString();
	}

	private static PacketType type(boolean event, boolean binary) {
		if (event) {
			return binary ? PacketType.BINARY_EVENT : PacketType.EVENT;
		}
		return binary ? PacketType.BINARY_ACK : PacketType.ACK;
	}

	private static void appendNamespace(StringBuilder text, String namespace) {
		if (!namespace.equals("/")) {
			text.append(namespace).append(',');
		}
	}

}
