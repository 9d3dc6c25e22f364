package io.github.tegrabox.chat.internal.socket.room;

import io.github.tegrabox.chat.wire.MessageOrder;

/**
 * How rooms recover.
 *
 * @param enabled whether there is a history to recover from
 * @param order how the server lists it
 * @param maxMessages the number of missed messages beyond which there is a gap
 * @param queueCapacity the number of live events that wait for recovered ones
 */
public record RecoveryPolicy(boolean enabled, MessageOrder order, int maxMessages, int queueCapacity) {

}
