package io.github.tegrabox.chat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;

/**
 * Provider of the JWT for the socket and the operations that act as a user. JSON of it is
 * empty, whatever an implementation has; it is not for the JVM's serialization, which
 * would write the fields of an implementation that allows it.
 */
@FunctionalInterface
@JsonIncludeProperties
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
