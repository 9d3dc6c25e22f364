package io.github.tegrabox.chat.internal.socketio;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Callbacks for the pending acknowledgements of one connection. A server that never
 * acknowledges must not fill the memory: beyond a limit, the oldest that nobody waits for
 * are forgotten.
 */
final class AckCallbacks {

	static final int MAX_PENDING = 10_000;

	/** Those that nobody waits for, oldest first. */
	private final Map<Integer, AckCallback> callbacks = new LinkedHashMap<>();

	/** Those that somebody waits for, or waited. */
	private final Map<Integer, AckCallback> awaited = new LinkedHashMap<>();

	private int nextId;

	synchronized int add(AckCallback callback) {
		int id = this.nextId++ & Integer.MAX_VALUE;
		if (callback.isAwaited()) {
			this.awaited.put(id, callback);
			forgetPast();
			return id;
		}
		this.callbacks.put(id, callback);
		if (this.callbacks.size() > MAX_PENDING) {
			this.callbacks.remove(this.callbacks.keySet().iterator().next());
		}
		return id;
	}

	private void forgetPast() {
		Iterator<AckCallback> oldest = this.awaited.values().iterator();
		while (this.awaited.size() > MAX_PENDING && !oldest.next().isAwaited()) {
			oldest.remove();
		}
	}

	synchronized @Nullable AckCallback remove(int id) {
		AckCallback callback = this.awaited.remove(id);
		return (callback != null) ? callback : this.callbacks.remove(id);
	}

	synchronized void clear() {
		this.callbacks.clear();
		this.awaited.clear();
	}

}
