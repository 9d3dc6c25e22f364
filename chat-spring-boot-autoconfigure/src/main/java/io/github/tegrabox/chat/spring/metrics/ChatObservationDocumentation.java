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

}
