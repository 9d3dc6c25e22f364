package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts packets and the binary messages that follow them together.
 */
final class PacketAssembler {

	private final PacketParser parser;

	private final List<byte[]> attachments = new ArrayList<>();

	private @Nullable Packet incomplete;

	PacketAssembler(PacketParser parser) {
		this.parser = parser;
	}

	/**
	 * Takes a text message.
	 * @return the packet, or {@code null} if binary messages are to follow
	 * @throws PacketException if it is none
	 */
	@Nullable Packet text(String text) {
		if (this.incomplete != null) {
			throw new PacketException("text in place of an attachment");
		}
		Packet packet = this.parser.parse(text);
		if (packet.attachments() == 0) {
			return packet;
		}
		this.incomplete = packet;
		return null;
	}

	/**
	 * Takes a binary message.
	 * @return the packet it completes, or {@code null} if more are to follow
	 * @throws PacketException if none was to come
	 */
	@Nullable Packet binary(byte[] data) {
		Packet packet = this.incomplete;
		if (packet == null || packet.data() == null) {
			throw new PacketException("attachment without a packet");
		}
		this.attachments.add(data);
		if (this.attachments.size() < packet.attachments()) {
			return null;
		}
		this.incomplete = null;
		Packet complete = packet.withData(fill(packet.data()));
		this.attachments.clear();
		return complete;
	}

	private JsonNode fill(JsonNode node) {
		if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				array.set(i, fill(array.get(i)));
			}
		}
		else if (node instanceof ObjectNode object) {
			if (object.path("_placeholder").isBoolean() && object.path("_placeholder").booleanValue()) {
				return attachment(object.path("num"));
			}
			for (String name : List.copyOf(object.propertyNames())) {
				object.set(name, fill(object.path(name)));
			}
		}
		return node;
	}

	private JsonNode attachment(JsonNode number) {
		if (!number.canConvertToInt() || !number.isIntegralNumber() || number.intValue() < 0
				|| number.intValue() >= this.attachments.size()) {
			throw new PacketException("illegal attachments");
		}
		return BinaryNode.valueOf(this.attachments.get(number.intValue()));
	}

}
