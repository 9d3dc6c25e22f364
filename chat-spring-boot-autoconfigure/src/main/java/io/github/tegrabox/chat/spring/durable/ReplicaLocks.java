package io.github.tegrabox.chat.spring.durable;

import java.util.ConcurrentModificationException;
import java.util.concurrent.locks.Lock;

import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * The locks of a group's leaders, in a lock registry of Spring Integration. One thread
 * only. They keep replicas from doing the same work; that nothing is done twice is the
 * cursors' part.
 */
final class ReplicaLocks {

	private final RenewableLockRegistry<?> registry;

	private final String prefix;

	ReplicaLocks(RenewableLockRegistry<?> registry, String group) {
		this.registry = registry;
		this.prefix = "chat/" + group + "/";
	}

	private String key(int shard) {
		return this.prefix + shard;
	}

	boolean acquire(int shard) {
		return this.registry.obtain(key(shard)).tryLock();
	}

	/**
	 * Keeps a lock.
	 * @param shard what it is for
	 * @return whether it is still held
	 */
	boolean renew(int shard) {
		try {
			this.registry.renewLock(key(shard));
			return true;
		}
		catch (IllegalStateException | ConcurrentModificationException ex) {
			return false;
		}
	}

	/**
	 * Gives a lock back, if it is still held.
	 * @param shard what it is for
	 */
	void release(int shard) {
		Lock lock = this.registry.obtain(key(shard));
		try {
			lock.unlock();
		}
		catch (ConcurrentModificationException | IllegalStateException | IllegalMonitorStateException ex) {
			// Somebody else has it by now.
		}
	}

}
