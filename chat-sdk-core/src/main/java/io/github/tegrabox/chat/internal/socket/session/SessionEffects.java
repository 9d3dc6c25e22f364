package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.socket.room.Timer;
import io.github.tegrabox.chat.socket.ConnectionState;
import org.jspecify.annotations.Nullable;

/**
 * Effects of a session on its environment. Answers come back as inputs, one at a time,
 * with the number of the attempt they belong to.
 */
interface SessionEffects {

	/**
	 * Asks for a token.
	 * @param attempt the attempt
	 * @param refused the token to replace, {@code null} for the current one
	 */
	void requestToken(long attempt, @Nullable Token refused);

	/**
	 * Renews a token, for the next connection.
	 * @param expiring the token that is about to expire
	 */
	void refreshToken(Token expiring);

	/**
	 * Waits until the rooms are ready for a connection.
	 * @param then what to do then; replaces what still waited before
	 */
	void whenReady(Runnable then);

	/**
	 * Opens a connection.
	 */
	void open(long attempt, Token token);

	/**
	 * Called when the connection has ended, or could not be made.
	 * @param reason why
	 * @param cause the failure behind it, if there was one
	 */
	void ended(String reason, @Nullable Throwable cause);

	/**
	 * Closes the connection if there is one, even if it is still being made.
	 */
	void close();

	/**
	 * Called when the connection is made: rooms may join.
	 */
	void linkUp();

	/**
	 * Called when the connection is lost: no more answers will come from it.
	 */
	void linkDown();

	/**
	 * Returns when something last arrived on the connection.
	 * @return the time, by {@link Timer#nanos()}
	 */
	long lastActivity();

	void report(ChatEvent event);

	void stateChanged(ConnectionState state);

	Timer timer();

}
