package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.socket.room.Timer;
import io.github.tegrabox.chat.socket.ConnectionState;
import org.jspecify.annotations.Nullable;

/**
 * What a session does to the world around it. Answers come back as inputs, one at a time,
 * with the number of the attempt that they belong to.
 */
interface SessionEffects {

	/**
	 * Asks for a token.
	 * @param attempt the attempt
	 * @param refused the token to be replaced, {@code null} for the current one
	 */
	void requestToken(long attempt, @Nullable Token refused);

	/**
	 * Has a token renewed, for the next connection.
	 * @param expiring the token that is about to expire
	 */
	void refreshToken(Token expiring);

	/**
	 * Waits until the rooms are ready for a connection.
	 * @param then what to do then; takes the place of what waited before
	 */
	void whenReady(Runnable then);

	/**
	 * Opens a connection.
	 */
	void open(long attempt, Token token);

	/**
	 * The connection has ended, or did not come to be.
	 * @param reason why
	 * @param cause the failure behind it, if there was one
	 */
	void ended(String reason, @Nullable Throwable cause);

	/**
	 * Closes the connection, be it made or under way, if there is one.
	 */
	void close();

	/**
	 * The connection is made: rooms may join.
	 */
	void linkUp();

	/**
	 * The connection is lost: nothing of it will be answered any more.
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
