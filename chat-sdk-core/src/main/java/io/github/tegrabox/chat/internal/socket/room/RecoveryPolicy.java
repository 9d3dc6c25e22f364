package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;

import io.github.tegrabox.chat.wire.MessageOrder;

/**
 * How rooms recover.
 *
 * @param enabled whether there is a history to recover from
 * @param order the order in which the server lists it
 * @param maxMessages the number of missed messages beyond which there is a gap
 * @param pollAfter how long a connection may be lost before the history is read without
 * one; zero for never
 * @param queueCapacity the number of live events that wait for recovered ones
 * @param queueSize the approximate bytes of all of those together
 */
public record RecoveryPolicy(boolean enabled, MessageOrder order, int maxMessages, Duration pollAfter,
		int queueCapacity, long queueSize) {

}
