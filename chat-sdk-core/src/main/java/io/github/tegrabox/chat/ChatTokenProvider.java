package io.github.tegrabox.chat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;

/**
 * Provider of the JWT for the socket and for the operations that act as a user. As JSON
 * it is always empty, whatever properties an implementation has. Do not make an
 * implementation {@link java.io.Serializable}: Java serialization would write its fields.
 */
@FunctionalInterface
@JsonIncludeProperties
public interface ChatTokenProvider {

	/**
	 * Issues a token. Called when there is none, when the last one is about to expire,
	 * and once when the server has refused it; never by two threads at the same time. May
	 * block: it is called on a thread that allows it. A call that takes longer than 45
	 * seconds counts as failed: its thread is interrupted, its result is ignored, and the
	 * next attempt calls again.
	 * @return the JWT, never {@code null}
	 */
	@JsonIgnore
	String getToken();

}
