package io.github.tegrabox.chat.spring;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Failure of a listener of a chat event, after the last attempt.
 *
 * @param event the event
 * @param listenerId which listener failed
 * @param attempts how often it was called
 * @param error what it threw the last time
 */
public record ChatListenerFailure(ChatEvent event, String listenerId, int attempts, Throwable error) {

	/**
	 * Tells what failed and nothing of the event's content.
	 */
	@Override
	public String toString() {
		return "ChatListenerFailure[event=" + this.event.type() + ", listenerId=" + this.listenerId + ", attempts="
				+ this.attempts + ", error=" + this.error.getClass().getName() + ']';
	}

}
