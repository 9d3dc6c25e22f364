package io.github.tegrabox.chat.testserver.internal.socketio;

import java.time.Duration;

/**
 * What becomes of an outgoing event.
 *
 * @param copies how often it is sent: 0 drops it, 2 duplicates it
 * @param delay the time before it is sent; later events may overtake it
 */
public record Fate(int copies, Duration delay) {

	private static final Fate DELIVER = new Fate(1, Duration.ZERO);

	private static final Fate DROP = new Fate(0, Duration.ZERO);

	public Fate {
		if (copies < 0 || delay.isNegative()) {
			throw new IllegalArgumentException("a fate has no negative parts");
		}
	}

	/**
	 * Returns the usual fate.
	 * @return sent once, at once
	 */
	public static Fate deliver() {
		return DELIVER;
	}

	/**
	 * Returns the loss of the event.
	 * @return never sent
	 */
	public static Fate drop() {
		return DROP;
	}

	/**
	 * Returns the duplication of the event.
	 * @return sent twice, at once
	 */
	public static Fate duplicate() {
		return new Fate(2, Duration.ZERO);
	}

	/**
	 * Returns the delay of the event.
	 * @param delay the time before it is sent
	 * @return sent once, later
	 */
	public static Fate delay(Duration delay) {
		return new Fate(1, delay);
	}

}
