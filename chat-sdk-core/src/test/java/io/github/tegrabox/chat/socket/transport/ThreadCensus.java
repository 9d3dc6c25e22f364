package io.github.tegrabox.chat.socket.transport;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The threads that run now.
 */
final class ThreadCensus {

	private final Set<Thread> before = running();

	/**
	 * Returns the names of the threads that have come since this was created.
	 */
	Set<String> newcomers() {
		return running().stream()
			.filter(Predicate.not(this.before::contains))
			.map(Thread::getName)
			// Whoever asks in a loop.
			.filter((name) -> !name.startsWith("awaitility"))
			.collect(Collectors.toSet());
	}

	private static Set<Thread> running() {
		return Thread.getAllStackTraces().keySet();
	}

}
