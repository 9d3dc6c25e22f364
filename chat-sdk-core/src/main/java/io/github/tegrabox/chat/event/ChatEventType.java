package io.github.tegrabox.chat.event;

/**
 * Kind of a {@link ChatEvent}, for counting and naming.
 */
public enum ChatEventType {

	/**
	 * A {@link MessageReceived}.
	 */
	MESSAGE("message"),

	/**
	 * A {@link UserJoined}.
	 */
	USER_JOINED("user_joined"),

	/**
	 * A {@link UserLeft}.
	 */
	USER_LEFT("user_left"),

	/**
	 * A {@link UserTyping}.
	 */
	USER_TYPING("user_typing"),

	/**
	 * A {@link UserStoppedTyping}.
	 */
	USER_STOPPED_TYPING("user_stopped_typing"),

	/**
	 * A {@link SocketError}.
	 */
	ERROR("error"),

	/**
	 * A {@link SocketConnected}.
	 */
	CONNECTED("connected"),

	/**
	 * A {@link SocketDisconnected}.
	 */
	DISCONNECTED("disconnected"),

	/**
	 * A {@link MessageGap}.
	 */
	GAP("gap"),

	/**
	 * An {@link UnknownChatEvent}.
	 */
	UNKNOWN("unknown");

	private final String tag;

	ChatEventType(String tag) {
		this.tag = tag;
	}

	/**
	 * Returns the name of this kind as meters and logs show it.
	 * @return the name, in lower case
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * Returns the kind of an event.
	 * @param event the event
	 * @return its kind
	 */
	public static ChatEventType of(ChatEvent event) {
		if (event instanceof MessageReceived) {
			return MESSAGE;
		}
		if (event instanceof UserTyping) {
			return USER_TYPING;
		}
		if (event instanceof UserStoppedTyping) {
			return USER_STOPPED_TYPING;
		}
		if (event instanceof UserJoined) {
			return USER_JOINED;
		}
		if (event instanceof UserLeft) {
			return USER_LEFT;
		}
		return ofConnection(event);
	}

	private static ChatEventType ofConnection(ChatEvent event) {
		if (event instanceof SocketError) {
			return ERROR;
		}
		if (event instanceof SocketConnected) {
			return CONNECTED;
		}
		if (event instanceof SocketDisconnected) {
			return DISCONNECTED;
		}
		if (event instanceof MessageGap) {
			return GAP;
		}
		return UNKNOWN;
	}

}
