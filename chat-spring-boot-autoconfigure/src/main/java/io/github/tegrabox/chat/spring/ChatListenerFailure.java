package io.github.tegrabox.chat.spring;

import io.github.tegrabox.chat.event.ChatEvent;

/**
 * Failure of a chat event listener, after the last attempt.
 *
 * @param event the event
 * @param listenerId the id of the listener
 * @param attempts how often it was called
 * @param error what it threw at the last attempt
 */
public record ChatListenerFailure(ChatEvent event, String listenerId, int attempts, Throwable error) {

	/**
	 * Says what failed, but nothing of the event's content.
	 */
	@Override
	public String toString() {
		return "ChatListenerFailure[event=" + this.event.type() + ", listenerId=" + this.listenerId + ", attempts="
				+ this.attempts + ", error=" + this.error.getClass().getName() + ']';
	}

}
