package io.github.tegrabox.chat.testserver.internal.http;

import java.time.Duration;

/**
 * How a response travels to the client, for the injection of transport faults.
 *
 * @param delay the time that passes before the first byte
 * @param chunkSize the bytes of the body sent at a time, 0 for all at once
 * @param pause the time between two such chunks
 * @param cut where the connection is reset
 * @param cutAfter the bytes of the body that are sent before the reset, if the cut is
 * {@link Cut#WITHIN_BODY}
 */
public record Delivery(Duration delay, int chunkSize, Duration pause, Cut cut, int cutAfter) {

	private static final Delivery NORMAL = new Delivery(Duration.ZERO, 0, Duration.ZERO, Cut.NONE, 0);

	/**
	 * Where a connection is cut by a TCP reset.
	 */
	public enum Cut {

		/** Nowhere: the response arrives whole. */
		NONE,

		/** Before the first byte: the client sees no answer at all. */
		BEFORE_HEAD,

		/** After the head, which promises more bytes than come. */
		WITHIN_BODY

	}

	public Delivery {
		if (delay.isNegative() || pause.isNegative() || chunkSize < 0 || cutAfter < 0) {
			throw new IllegalArgumentException("a delivery has no negative parts");
		}
	}

	/**
	 * Returns the delivery at once and whole.
	 * @return the normal delivery
	 */
	public static Delivery normal() {
		return NORMAL;
	}

	/**
	 * Returns the TCP reset without an answer.
	 * @return the delivery
	 */
	public static Delivery reset() {
		return new Delivery(Duration.ZERO, 0, Duration.ZERO, Cut.BEFORE_HEAD, 0);
	}

	/**
	 * Returns this delivery, begun later.
	 * @param delay the time before the first byte, or before the reset
	 * @return a new delivery
	 */
	public Delivery delayedBy(Duration delay) {
		return new Delivery(delay, this.chunkSize, this.pause, this.cut, this.cutAfter);
	}

	/**
	 * Returns this delivery with the body in pieces.
	 * @param chunkSize the bytes of one piece
	 * @param pause the time between two pieces
	 * @return a new delivery
	 */
	public Delivery inChunks(int chunkSize, Duration pause) {
		return new Delivery(this.delay, chunkSize, pause, this.cut, this.cutAfter);
	}

	/**
	 * Returns this delivery, cut within the body by a TCP reset.
	 * @param bytes how many bytes of the body are sent before the reset
	 * @return a new delivery
	 */
	public Delivery cutAfter(int bytes) {
		return new Delivery(this.delay, this.chunkSize, this.pause, Cut.WITHIN_BODY, bytes);
	}

}
