package io.github.tegrabox.chat.event;

import org.jspecify.annotations.Nullable;

/**
 * Something that a user does in a room.
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
	 * @return the name, or {@code null} if the server does not tell it
	 */
	@Nullable String username();

	/**
	 * Returns whether the user is the socket's own: what this application did itself.
	 * @return {@code true} if so; {@code false} also while it is not known who the socket
	 * is
	 */
	boolean own();

	/**
	 * Returns this event as one of the socket's own user.
	 * @return an equal event but for {@link #own()}
	 */
	UserEvent asOwn();

}
