package io.github.tegrabox.chat.testserver.internal.api;

/**
 * The sockets as the REST operations see them. None of its methods blocks.
 */
interface LiveRooms {

	/**
	 * Sends a message to every socket in its room.
	 * @param message the message
	 */
	void publish(Message message);

	/**
	 * Tells every socket in the room, other than those of the user, that the user joined.
	 * @param roomId the room
	 * @param user the user
	 */
	void joined(String roomId, User user);

	/**
	 * Takes the user's sockets out of the room and tells the others.
	 * @param roomId the room
	 * @param user the user
	 */
	void left(String roomId, User user);

	/**
	 * Disconnects the sockets of a user whose token is not good any more.
	 * @param userId the user, who may be deleted
	 */
	void disconnectRevoked(String userId);

}
