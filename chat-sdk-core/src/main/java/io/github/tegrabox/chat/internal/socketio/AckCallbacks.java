package io.github.tegrabox.chat.internal.socketio;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Acknowledgements that one connection waits for. A server that never acknowledges must
 * not fill the memory: beyond a bound the oldest is forgotten.
 */
final class AckCallbacks {

	static final int MAX_PENDING = 10_000;

	private final Map<Integer, AckCallback> callbacks = new LinkedHashMap<>();

	private int nextId;

	synchronized int add(AckCallback callback) {
		int id = this.nextId++ & Integer.MAX_VALUE;
		this.callbacks.put(id, callback);
		if (this.callbacks.size() > MAX_PENDING) {
			this.callbacks.remove(this.callbacks.keySet().iterator().next());
		}
		return id;
	}

	synchronized @Nullable AckCallback remove(int id) {
		return this.callbacks.remove(id);
	}

	synchronized void clear() {
		this.callbacks.clear();
	}

}
