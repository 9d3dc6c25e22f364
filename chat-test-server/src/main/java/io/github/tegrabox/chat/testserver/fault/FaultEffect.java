package io.github.tegrabox.chat.testserver.fault;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What goes wrong.
 */
public sealed interface FaultEffect {

	/**
	 * Tells whether this changes only how long something takes, so that it may come on
	 * top of another effect.
	 * @return whether it does
	 */
	default boolean isSlowness() {
		return false;
	}

	/**
	 * Waits before the answer, or before an event is handled or sent.
	 *
	 * @param time how long
	 */
	record Delay(Duration time) implements FaultEffect {

		@Override
		public boolean isSlowness() {
			return true;
		}

	}

	/**
	 * Sends the body of the answer in pieces.
	 *
	 * @param chunkSize the bytes of a piece
	 * @param pause the time between two pieces
	 */
	record SlowBody(int chunkSize, Duration pause) implements FaultEffect {

		@Override
		public boolean isSlowness() {
			return true;
		}

	}

	/**
	 * Answers in the place of the operation, which is not applied.
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
	 * Applies the operation, but answers with broken JSON.
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

			/** Before it is applied: nothing changes and no answer comes. */
			BEFORE_APPLYING,

			/** Within the answer: it is applied, and half of the answer comes. */
			WITHIN_ANSWER,

			/** After it is applied: the change is made, but no answer comes. */
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
	 * Loses an event: one received is neither handled nor acknowledged, one to be sent is
	 * not.
	 */
	record Drop() implements FaultEffect {
	}

	/**
	 * Handles an event received, but does not acknowledge it.
	 */
	record DropAck() implements FaultEffect {
	}

	/**
	 * Sends an event twice.
	 */
	record Duplicate() implements FaultEffect {
	}

	/**
	 * Sends a frame that is no packet in the place of an event.
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
