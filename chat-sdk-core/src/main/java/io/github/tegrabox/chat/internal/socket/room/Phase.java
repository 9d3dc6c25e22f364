package io.github.tegrabox.chat.internal.socket.room;

/**
 * Phase of a room.
 */
enum Phase {

	/**
	 * No connection.
	 */
	OFFLINE,

	/**
	 * First join: where the room stands is still being read. Then {@link #JOINING}.
	 */
	STARTING,

	/**
	 * It is known where the room stands; the acknowledgement is awaited. Then
	 * {@link #FETCHING}.
	 */
	JOINING,

	/**
	 * Missed messages are read, live ones wait. Then {@link #RELEASING}.
	 */
	FETCHING,

	/**
	 * Missed messages, then those that waited, are handed on as the queue has room. Then
	 * {@link #LIVE}.
	 */
	RELEASING,

	/**
	 * Events are handed on as they come.
	 */
	LIVE,

	/**
	 * Listeners are too slow: live messages are left to the history. Once the queue has
	 * room, {@link #FETCHING}.
	 */
	SPILLED,

	/**
	 * The server refused the join. Tried again with the next connection.
	 */
	REFUSED

}
