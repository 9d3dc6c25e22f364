package io.github.tegrabox.chat.testserver.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The faults of a server. Each fault belongs to a point:
 * <ul>
 * <li>a REST operation by its name, as in {@code messages.list}, or {@code *} for any
 * operation;</li>
 * <li>{@code socket.handshake}, the HTTP request that opens a connection, and
 * {@code socket.connect}, where a token is checked;</li>
 * <li>{@code receive.} and the name of an event that a client sends, as in
 * {@code receive.send_message};</li>
 * <li>{@code emit.} and the name of an event that the server sends, as in
 * {@code emit.message}; it counts each socket the event goes to.</li>
 * </ul>
 * For example: <pre class="code">
 * server.faults().on("messages.list").times(3).respond(503);
 * server.faults().on("messages.create").nth(2).cutAfterApplying();
 * server.faults().on("emit.message").probability(0.1, 42).drop();
 * </pre> Each fault counts all calls of its point from the time when it takes effect. If
 * several faults are due at the same call, the oldest one happens, and the others at a
 * later call; delays happen in addition. Safe for use by several threads.
 */
public final class Faults {

	/**
	 * The point of any REST operation.
	 */
	public static final String ANY = "*";

	/**
	 * The point where a connection is opened.
	 */
	public static final String HANDSHAKE = "socket.handshake";

	/**
	 * The point where a socket's token is checked.
	 */
	public static final String CONNECT = "socket.connect";

	/**
	 * The prefix of the names of events that clients send.
	 */
	public static final String RECEIVE = "receive.";

	/**
	 * The prefix of the names of events that the server sends.
	 */
	public static final String EMIT = "emit.";

	private final Set<String> points;

	private final Set<String> operations;

	private final CopyOnWriteArrayList<FaultRule> rules = new CopyOnWriteArrayList<>();

	/**
	 * Creates an empty set of faults.
	 * @param operations the names of the REST operations
	 * @param socketPoints the names of the points on sockets
	 */
	public Faults(Set<String> operations, Set<String> socketPoints) {
		this.operations = Set.copyOf(operations);
		this.points = Set.copyOf(socketPoints);
	}

	/**
	 * Returns a builder of a fault. Nothing happens until an effect is chosen.
	 * @param point the point of the fault
	 * @return the builder
	 * @throws IllegalArgumentException if there is no such point
	 */
	public FaultBuilder on(String point) {
		if (!ANY.equals(point) && !this.operations.contains(point) && !this.points.contains(point)) {
			throw new IllegalArgumentException(
					"There is no point \"" + point + "\" for a fault; there are " + ANY + ", " + names());
		}
		return new FaultBuilder(point, this.rules::add);
	}

	/**
	 * Returns the faults that may still happen, the oldest first.
	 * @return a copy
	 */
	public List<FaultRule> active() {
		return this.rules.stream().filter((rule) -> !rule.isSpent()).toList();
	}

	/**
	 * Removes all faults.
	 */
	public void clear() {
		this.rules.clear();
	}

	/**
	 * Returns what goes wrong at a point this time, and counts the call.
	 * @param point the point
	 * @return the effects: any number of delays, and at most one other effect
	 */
	public List<FaultEffect> take(String point) {
		if (this.rules.isEmpty()) {
			return List.of();
		}
		boolean operation = this.operations.contains(point);
		List<FaultEffect> effects = new ArrayList<>(1);
		boolean decided = false;
		for (FaultRule rule : this.rules) {
			boolean applies = rule.point().equals(point) || (operation && ANY.equals(rule.point()));
			if (applies && rule.fires(rule.effect().isSlowness() || !decided)) {
				effects.add(rule.effect());
				decided |= !rule.effect().isSlowness();
			}
		}
		this.rules.removeIf(FaultRule::isSpent);
		return effects;
	}

	private String names() {
		List<String> names = new ArrayList<>(this.operations);
		names.addAll(this.points);
		names.sort(null);
		return String.join(", ", names);
	}

}
