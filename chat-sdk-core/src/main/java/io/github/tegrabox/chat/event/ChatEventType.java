package io.github.tegrabox.chat.event;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private static final Map<String, ChatEventType> BY_TAG = Stream.of(values())
		.collect(Collectors.toMap(ChatEventType::tag, Function.identity()));

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
		return BY_TAG.getOrDefault(event.type(), UNKNOWN);
	}

}
