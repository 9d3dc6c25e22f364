package io.github.tegrabox.chat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The threads that run now.
 */
public final class ThreadCensus {

	/**
	 * Whoever asks in a loop, and the threads of Reactor, Netty and the JDK that all of a
	 * JVM share.
	 */
	private static final Pattern OTHERS = Pattern
		.compile("awaitility|parallel-|boundedElastic-|globalEventExecutor|ForkJoinPool\\.commonPool");

	private final Set<Thread> before = running();

	/**
	 * Returns the names of the threads that have come since this was created.
	 */
	public List<String> newcomers() {
		return running().stream()
			.filter(Predicate.not(this.before::contains))
			.map(Thread::getName)
			.filter((name) -> !OTHERS.matcher(name).lookingAt())
			.toList();
	}

	private static Set<Thread> running() {
		return Thread.getAllStackTraces().keySet();
	}

}
