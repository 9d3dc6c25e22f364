package io.github.tegrabox.chat.testserver.fault;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong.
 */
public sealed interface FaultEffect {

	/**
	 * Returns whether this only slows something down, so that it can be combined with
	 * another effect.
	 * @return whether it does
	 */
	default boolean isSlowness() {
		return false;
	}

	/**
	 * Waits before the response, or before an event is handled or sent.
	 *
	 * @param time how long to wait
	 */
	record Delay(Duration time) implements FaultEffect {

		@Override
		public boolean isSlowness() {
			return true;
		}

	}

	/**
	 * Sends the body of the response in pieces.
	 *
	 * @param chunkSize the size of a piece in bytes
	 * @param pause the time between two pieces
	 */
	record SlowBody(int chunkSize, Duration pause) implements FaultEffect {

		@Override
		public boolean isSlowness() {
			return true;
		}

	}

	/**
	 * Responds in place of the operation, which is not applied.
	 *
	 * @param status the status
	 * @param headers the headers
	 * @param body the body, or {@code null} for the Chat API's error of this status
	 */
	record Respond(int status, Map<String, String> headers, @Nullable String body) implements FaultEffect {

		public Respond {
			headers = Map.copyOf(headers);
		}

	}

	/**
	 * Applies the operation, but responds with broken JSON.
	 */
	record MalformedJson() implements FaultEffect {
	}

	/**
	 * Resets the connection.
	 *
	 * @param moment when
	 */
	record Cut(Moment moment) implements FaultEffect {

		/**
		 * Moments of a call.
		 */
		public enum Moment {

			/** Before the call is applied: nothing changes and no response comes. */
			BEFORE_APPLYING,

			/**
			 * Within the response: the call is applied, and half of the response comes.
			 */
			WITHIN_ANSWER,

			/** After the call is applied: the change is made, but no response comes. */
			AFTER_APPLYING

		}

	}

	/**
	 * Refuses a socket or an event with an error of the Chat API.
	 *
	 * @param code the code
	 */
	record Refuse(String code) implements FaultEffect {
	}

	/**
	 * Loses an event: a received one is neither handled nor acknowledged, one to be sent
	 * is not sent.
	 */
	record Drop() implements FaultEffect {
	}

	/**
	 * Handles a received event, but does not acknowledge it.
	 */
	record DropAck() implements FaultEffect {
	}

	/**
	 * Sends an event twice.
	 */
	record Duplicate() implements FaultEffect {
	}

	/**
	 * Sends a frame that is not a packet in place of an event.
	 */
	record MalformedFrame() implements FaultEffect {
	}

	/**
	 * Ends the connection of the socket.
	 *
	 * @param ending how
	 */
	record End(SocketEnding ending) implements FaultEffect {
	}

}
