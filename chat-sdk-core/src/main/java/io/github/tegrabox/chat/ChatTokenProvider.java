package io.github.tegrabox.chat;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Provider of the JWT for the socket and the operations that act as a user.
 */
@FunctionalInterface
public interface ChatTokenProvider {

	/**
	 * Issues a token. Called when there is none, when the last one is about to expire,
	 * and once when the server refused it; never by two threads at the same time. May
	 * block: it is called on a thread that allows it. A call that takes longer than 45
	 * seconds counts as failed: its thread is interrupted, what it still answers is
	 * ignored, and the next attempt calls again.
	 * @return the JWT
	 */
	@JsonIgnore
	String getToken();

}
