package io.github.tegrabox.chat.testserver.fault;

import java.util.function.BooleanSupplier;

/**
 * An active fault: where, when and what. Created by {@link FaultBuilder}. Safe for use by
 * several threads.
 */
public final class FaultRule {

	private final String point;

	private final FaultEffect effect;

	private final int first;

	private final int times;

	private final BooleanSupplier chance;

	private int calls;

	private int hits;

	private boolean removed;

	FaultRule(String point, FaultEffect effect, int first, int times, BooleanSupplier chance) {
		this.point = point;
		this.effect = effect;
		this.first = first;
		this.times = times;
		this.chance = chance;
	}

	/**
	 * Returns the point of this fault.
	 * @return the name of the point
	 */
	public String point() {
		return this.point;
	}

	/**
	 * Returns what goes wrong.
	 * @return the effect
	 */
	public FaultEffect effect() {
		return this.effect;
	}

	/**
	 * Returns how often this fault has happened.
	 * @return the number of times
	 */
	public synchronized int hits() {
		return this.hits;
	}

	/**
	 * Removes this fault.
	 */
	public synchronized void remove() {
		this.removed = true;
	}

	synchronized boolean isSpent() {
		return this.removed || this.hits >= this.times;
	}

	/**
	 * Counts a call.
	 * @param free whether no other fault has taken it
	 * @return whether this fault happens at it
	 */
	synchronized boolean fires(boolean free) {
		if (isSpent() || ++this.calls < this.first) {
			return false;
		}
		boolean drawn = this.chance.getAsBoolean();
		if (!free || !drawn) {
			return false;
		}
		this.hits++;
		return true;
	}

	@Override
	public String toString() {
		return this.effect + " at " + this.point;
	}

}
