package io.github.tegrabox.chat.spring.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations.
 */
public enum ChatObservationDocumentation implements ObservationDocumentation {

	/**
	 * Call of a listener, its asynchronous result included.
	 */
	LISTENER {

		@Override
		public String getName() {
			return "chat.listener";
		}

		@Override
		public String getContextualName() {
			return "chat listener %s";
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ListenerKeyNames.values();
		}

	},

	/**
	 * Message sent over the socket, until the server has acknowledged it.
	 */
	SOCKET_SEND {

		@Override
		public String getName() {
			return "chat.socket.send";
		}

		@Override
		public String getContextualName() {
			return "chat socket send";
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return SendKeyNames.values();
		}

	};

	/**
	 * Tags of calls of listeners.
	 */
	public enum ListenerKeyNames implements KeyName {

		/**
		 * The id of the listener.
		 */
		LISTENER_ID {

			@Override
			public String asString() {
				return "chat.listener.id";
			}

		},

		/**
		 * The kind of event, as {@link io.github.tegrabox.chat.event.ChatEvent#type()}
		 * names it.
		 */
		EVENT_TYPE {

			@Override
			public String asString() {
				return "chat.event.type";
			}

		},

		/**
		 * How it ended: {@code success} or {@code error}.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

	/**
	 * Tags of messages sent over the socket.
	 */
	public enum SendKeyNames implements KeyName {

		/**
		 * How it ended: {@code success}, {@code error}, or {@code cancelled} if nobody
		 * waited for it any longer.
		 */
		OUTCOME {

			@Override
			public String asString() {
				return "outcome";
			}

		}

	}

}
