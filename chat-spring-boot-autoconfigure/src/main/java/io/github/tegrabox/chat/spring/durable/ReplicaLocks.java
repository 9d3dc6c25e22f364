package io.github.tegrabox.chat.spring.durable;

import java.util.ConcurrentModificationException;
import java.util.concurrent.locks.Lock;

import org.springframework.integration.support.locks.RenewableLockRegistry;

/**
 * The locks of a group's leaders, in a lock registry of Spring Integration. Used by one
 * thread only. They only avoid double work between replicas; it is the cursors that
 * prevent a message from being handled twice.
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
	 * Renews a lock.
	 * @param shard the shard of the lock
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
	 * Releases a lock, if it is still held.
	 * @param shard the shard of the lock
	 */
	void release(int shard) {
		Lock lock = this.registry.obtain(key(shard));
		try {
			lock.unlock();
		}
		catch (ConcurrentModificationException | IllegalStateException | IllegalMonitorStateException ex) {
			// Another replica has it by now.
		}
	}

}
