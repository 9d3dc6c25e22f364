package io.github.tegrabox.chat.internal.socketio;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of the packets that a server sends.
 */
interface PacketHandler {

	void connected();

	void refused(@Nullable String code, String message);

	void disconnected();

	void event(ChatEvent event);

	void acknowledged(int id, Acknowledgement ack);

}
