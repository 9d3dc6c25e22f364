package io.github.tegrabox.chat.testserver.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server's log of requests and socket events, limited in memory, with a count of all
 * calls of each operation. Safe for use by several threads.
 */
public final class Recorder {

	private static final int MAX_ENTRIES = 10_000;

	private static final long MAX_BYTES = 8L * 1024 * 1024;

	// What the objects themselves take, roughly.
	private static final int OVERHEAD = 512;

	private final Recording<RecordedRequest> requests = new Recording<>("request", MAX_ENTRIES, MAX_BYTES,
			(request) -> OVERHEAD + 2 * (request.path().length() + request.body().length() + length(request.query())
					+ length(request.headers())));

	private final Recording<RecordedEvent> events = new Recording<>("socket event", MAX_ENTRIES, MAX_BYTES,
			(event) -> OVERHEAD + 2 * (event.name().length() + event.payload().length()));

	private final Map<String, Integer> counts = new ConcurrentHashMap<>();

	private static int length(Map<String, List<String>> values) {
		int length = 0;
		for (Map.Entry<String, List<String>> entry : values.entrySet()) {
			for (String value : entry.getValue()) {
				length += entry.getKey().length() + value.length();
			}
		}
		return length;
	}

	/**
	 * Records a request.
	 * @param request the request
	 */
	public void add(RecordedRequest request) {
		if (request.operation() != null) {
			this.counts.merge(request.operation(), 1, Integer::sum);
		}
		this.requests.add(request);
	}

	/**
	 * Records a socket event.
	 * @param event the event
	 */
	public void add(RecordedEvent event) {
		this.events.add(event);
	}

	/**
	 * Returns the log of requests.
	 * @return the log itself
	 */
	public Recording<RecordedRequest> requests() {
		return this.requests;
	}

	/**
	 * Returns the log of socket events.
	 * @return the log itself
	 */
	public Recording<RecordedEvent> events() {
		return this.events;
	}

	/**
	 * Returns how often an operation was called, including refused calls.
	 * @param operation the name, as in {@code messages.list}
	 * @return the number of calls
	 */
	public int count(String operation) {
		return this.counts.getOrDefault(operation, 0);
	}

	/**
	 * Returns how often each operation was called.
	 * @return a copy, sorted by name, without operations that were never called
	 */
	public Map<String, Integer> counts() {
		return new TreeMap<>(this.counts);
	}

	/**
	 * Forgets everything.
	 */
	public void clear() {
		this.requests.clear();
		this.events.clear();
		this.counts.clear();
	}

}
