package io.github.tegrabox.chat.event;

import org.jspecify.annotations.Nullable;

/**
 * Event that a user causes in a room.
 */
public sealed interface UserEvent extends RoomEvent
		permits MessageReceived, UserJoined, UserLeft, UserTyping, UserStoppedTyping {

	/**
	 * Returns the id of the user.
	 * @return the id
	 */
	String userId();

	/**
	 * Returns the name of the user.
	 * @return the name, or {@code null} if the server does not send it
	 */
	@Nullable String username();

	/**
	 * Returns whether the user is the socket's own, so that this application caused the
	 * event itself.
	 * @return {@code true} if it is; {@code false} also while the socket's own user is
	 * not known yet
	 */
	boolean own();

	/**
	 * Returns this event as one of the socket's own user.
	 * @return the same event, with {@link #own()} set
	 */
	UserEvent asOwn();

}
