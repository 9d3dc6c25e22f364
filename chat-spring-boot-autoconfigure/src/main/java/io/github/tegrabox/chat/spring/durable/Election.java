package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Decides which shards this replica leads, by locks that its group shares. A shard that
 * is handed over is first drained and then unlocked. Used by one thread only, except for
 * {@link #leading()} and {@link #leads}.
 */
final class Election {

	private static final Logger logger = LoggerFactory.getLogger(Replica.class);

	private final GroupStore store;

	private final ReplicaSettings settings;

	private final Members members;

	private final IntFunction<Mono<Void>> drain;

	private final Runnable takenOver;

	private final Consumer<Runnable> thread;

	/** The shards led, with their last renewal by {@link System#nanoTime}. */
	private final Map<Integer, Long> leading = new ConcurrentHashMap<>();

	/** Shards whose lease ran out while the store failed; their locks remain. */
	private final Set<Integer> lapsed = new HashSet<>();

	/** Shards that other replicas may take first, with the time until then. */
	private final Map<Integer, Long> notBefore = new HashMap<>();

	private int memberCount = 1;

	private @Nullable ReplicaLocks locks;

	/**
	 * Creates an election, without using the store.
	 * @param store the store with the locks
	 * @param settings the settings
	 * @param id the id of this replica
	 * @param drain ends the rooms of a shard; completes when no listener works there
	 * @param takenOver called when another replica leads, before the rooms end
	 * @param thread runs a task on the one thread
	 */
	Election(GroupStore store, ReplicaSettings settings, String id, IntFunction<Mono<Void>> drain, Runnable takenOver,
			Consumer<Runnable> thread) {
		this.store = store;
		this.settings = settings;
		this.members = new Members(store, settings.group(), id, settings.lease().multipliedBy(3).dividedBy(4));
		this.drain = drain;
		this.takenOver = takenOver;
		this.thread = thread;
	}

	Set<Integer> leading() {
		return Set.copyOf(this.leading.keySet());
	}

	boolean leads(int shard) {
		return this.leading.containsKey(shard);
	}

	private ReplicaLocks locks() {
		if (this.locks == null) {
			this.locks = new ReplicaLocks(this.store.locks(this.settings.lease()), this.settings.group());
		}
		return this.locks;
	}

	/** Renews the leases, and ends shards that another replica has taken over. */
	void renew() {
		long quarter = this.settings.lease().dividedBy(4).toNanos();
		for (Map.Entry<Integer, Long> lead : Map.copyOf(this.leading).entrySet()) {
			int shard = lead.getKey();
			long now = System.nanoTime();
			if (now - lead.getValue() < quarter) {
				continue;
			}
			if (locks().renew(shard)) {
				this.leading.put(shard, now);
			}
			else {
				logger.warn("Shard {} of the group '{}' has been taken over by another replica", shard,
						this.settings.group());
				try {
					this.takenOver.run();
				}
				finally {
					this.leading.remove(shard);
					this.drain.apply(shard).subscribe();
					locks().release(shard);
				}
			}
		}
	}

	/**
	 * Takes shards without a leader, up to a fair share.
	 * @return whether any shard was taken
	 */
	boolean contend() {
		boolean taken = false;
		for (int shard = 0; shard < this.settings.shards() && this.leading.size() < fairShare(); shard++) {
			Long earliest = this.notBefore.get(shard);
			if (this.leading.containsKey(shard) || (earliest != null && System.nanoTime() - earliest < 0)) {
				continue;
			}
			try {
				taken |= take(shard);
			}
			catch (RuntimeException ex) {
				if (!taken) {
					throw ex;
				}
				// Follow the shards that were taken; the next turn reports the failure.
				return true;
			}
		}
		return taken;
	}

	private boolean take(int shard) {
		if (this.lapsed.contains(shard)) {
			locks().release(shard);
			this.lapsed.remove(shard);
		}
		boolean taken = locks().acquire(shard);
		if (taken) {
			this.notBefore.remove(shard);
			this.leading.put(shard, System.nanoTime());
			logger.info("Leading shard {} of the group '{}'", shard, this.settings.group());
		}
		return taken;
	}

	/** Tells the others that this one is alive, and hands over a shard too many. */
	void balance() {
		this.memberCount = this.members.beat();
		if (this.leading.size() > fairShare()) {
			int shard = this.leading.keySet().iterator().next();
			logger.info("Handing shard {} of the group '{}' over to another replica", shard, this.settings.group());
			this.notBefore.put(shard, System.nanoTime() + this.settings.lease().toNanos());
			handOver(shard);
		}
	}

	private int fairShare() {
		return (this.settings.shards() + this.memberCount - 1) / this.memberCount;
	}

	/** Hands over all shards, to replicas in better condition. */
	void stepDown() {
		leading().forEach(this::handOver);
	}

	private void handOver(int shard) {
		this.leading.remove(shard);
		this.drain.apply(shard)
			.timeout(this.settings.shutdownTimeout())
			.onErrorComplete()
			.doFinally((signal) -> this.thread.accept(() -> locks().release(shard)))
			.subscribe();
	}

	/**
	 * Ends shards whose lease must have run out. The cursors would prevent harm, but
	 * there is no point in continuing.
	 */
	void giveUpOldLeases() {
		long now = System.nanoTime();
		for (Map.Entry<Integer, Long> lead : Map.copyOf(this.leading).entrySet()) {
			if (now - lead.getValue() > this.settings.lease().toNanos()) {
				this.leading.remove(lead.getKey());
				this.lapsed.add(lead.getKey());
				this.drain.apply(lead.getKey()).subscribe();
			}
		}
	}

	private void release(int shard) {
		this.leading.remove(shard);
		locks().release(shard);
	}

	/** Releases everything when this replica stops, after it has been drained. */
	void leave() {
		Duration lease = this.settings.lease();
		try {
			leading().forEach(this::release);
			if (this.settings.shards() > 1) {
				this.members.leave();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The lead could not be handed over; another replica takes over in {}", lease, ex);
		}
		finally {
			this.leading.clear();
			this.lapsed.clear();
			// Locks belong to a thread: the next one could not take what is left.
			this.locks = null;
		}
	}

}
