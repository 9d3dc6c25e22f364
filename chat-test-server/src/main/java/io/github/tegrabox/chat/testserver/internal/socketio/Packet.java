package io.github.tegrabox.chat.testserver.internal.socketio;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A received packet.
 *
 * @param type its kind
 * @param namespace the namespace it is for
 * @param id the id of its acknowledgement, or {@code null}
 * @param data its JSON, or {@code null}
 * @param attachments how many binary messages follow it
 */
record Packet(PacketType type, String namespace, @Nullable Long id, @Nullable JsonNode data, int attachments) {

	Packet withData(JsonNode complete) {
		return new Packet(this.type, this.namespace, this.id, complete, this.attachments);
	}

}
