package io.github.tegrabox.chat.socket.transport;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * Server's answer to an event.
 *
 * @param ok whether the server did what was asked
 * @param message the message that was accepted, if the event sent one
 * @param errorCode the code of a refusal
 * @param errorMessage the words of a refusal
 */
public record Ack(boolean ok, @Nullable Message message, @Nullable String errorCode, @Nullable String errorMessage) {

}
