package io.github.tegrabox.chat.spring.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations.
 */
public enum ChatObservationDocumentation implements ObservationDocumentation {

	/**
	 * Call of a listener, including its asynchronous result.
	 */
	LISTENER("chat.listener", "chat listener %s"),

	/**
	 * Message sent over the socket, until the server has acknowledged it.
	 */
	SOCKET_SEND("chat.socket.send", "chat socket send");

	private final String name;

	private final String contextualName;

	ChatObservationDocumentation(String name, String contextualName) {
		this.name = name;
		this.contextualName = contextualName;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public String getContextualName() {
		return this.contextualName;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return switch (this) {
			case LISTENER -> ListenerKeyNames.values();
			case SOCKET_SEND -> SendKeyNames.values();
		};
	}

	/**
	 * Tags of calls of listeners.
	 */
	public enum ListenerKeyNames implements KeyName {

		/**
		 * The id of the listener.
		 */
		LISTENER_ID("chat.listener.id"),

		/**
		 * The kind of event, as {@link io.github.tegrabox.chat.event.ChatEvent#type()}
		 * names it.
		 */
		EVENT_TYPE("chat.event.type"),

		/**
		 * The outcome: {@code success} or {@code error}.
		 */
		OUTCOME("outcome");

		private final String name;

		ListenerKeyNames(String name) {
			this.name = name;
		}

		@Override
		public String asString() {
			return this.name;
		}

	}

	/**
	 * Tags of messages sent over the socket.
	 */
	public enum SendKeyNames implements KeyName {

		/**
		 * The outcome: {@code success}, {@code error}, or {@code cancelled} if the
		 * subscriber cancelled.
		 */
		OUTCOME;

		@Override
		public String asString() {
			return "outcome";
		}

	}

}
