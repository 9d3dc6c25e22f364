package io.github.tegrabox.chat.testserver.fault;

import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * A fault that stands ready: where, when and what. Made by {@link FaultBuilder}.
 */
public final class FaultRule {

	private final String point;

	private final int first;

	private final int times;

	private final double probability;

	private final @Nullable RandomGenerator random;

	private final FaultEffect effect;

	private int calls;

	private int hits;

	private boolean removed;

	FaultRule(FaultBuilder builder, FaultEffect effect) {
		this.point = builder.point();
		this.first = builder.first();
		this.times = builder.times();
		this.probability = builder.probability();
		this.random = builder.random();
		this.effect = effect;
	}

	/**
	 * Returns the point this fault stands at.
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
	 * Tells how often this fault has happened.
	 * @return the number of times
	 */
	public synchronized int hits() {
		return this.hits;
	}

	/**
	 * Takes this fault away.
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
		boolean drawn = this.random == null || this.random.nextDouble() < this.probability;
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
