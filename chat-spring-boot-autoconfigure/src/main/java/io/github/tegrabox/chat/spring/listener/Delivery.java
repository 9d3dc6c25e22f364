package io.github.tegrabox.chat.spring.listener;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.internal.socket.session.ListenedSocket;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatReply;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Delivery of one event: calls the listeners, waits for their results, retries those that
 * failed, and sends the replies.
 */
final class Delivery {

	/** Reported as listener if the transaction around all of them failed. */
	static final String TRANSACTION = "transaction";

	private final ChatEvent event;

	private final List<Turn> turns;

	private final Surroundings surroundings;

	private int failedTransactions;

	private @Nullable Throwable firstFailure;

	Delivery(ChatEvent event, List<Turn> turns, Surroundings surroundings) {
		this.event = event;
		this.turns = turns;
		this.surroundings = surroundings;
	}

	/**
	 * Delivers without a transaction.
	 * @return completion; {@link HandledListenerException} if a listener failed
	 */
	Mono<Void> live() {
		callAll(false, () -> {
		});
		Mono<Void> results = results();
		return (results != null) ? results.then(Mono.defer(this::settle)) : settle();
	}

	private void callAll(boolean untilFailure, Runnable check) {
		Runnable unmark = this.surroundings.threads.mark(Results.roomOf(this.event));
		Runnable done = this.surroundings.atWork(this.event);
		try {
			for (Turn turn : this.turns) {
				if (!turn.isOver()) {
					turn.call(this.surroundings.observations, check);
				}
				if (untilFailure && turn.failure() != null && !turn.isGivenUp()) {
					break;
				}
			}
		}
		finally {
			done.run();
			unmark.run();
		}
	}

	private @Nullable Mono<Void> results() {
		List<Mono<Void>> results = this.turns.stream()
			.filter(Turn::isPending)
			.map((turn) -> turn.result(this.surroundings.settings.completionTimeout()))
			.toList();
		return results.isEmpty() ? null : Flux.merge(Flux.fromIterable(results), results.size()).then();
	}

	private Mono<Void> settle() {
		int most = 0;
		for (Turn turn : this.turns) {
			if (turn.failure() != null && !turn.isGivenUp()) {
				turn.countAttempt();
				if (!turn.isOurs() || turn.attempts() >= this.surroundings.settings.maxAttempts()) {
					giveUp(turn);
				}
				else {
					most = Math.max(most, turn.attempts());
				}
			}
		}
		return (most > 0) ? again(this.surroundings.settings.backoff(most), Mono.defer(this::live)) : conclude();
	}

	private void giveUp(Turn turn) {
		Throwable failure = turn.failure();
		if (failure != null) {
			note(failure);
			report(turn.id(), turn.attempts(), failure);
		}
		turn.giveUp();
	}

	private void report(String listener, int attempts, Throwable failure) {
		Runnable done = this.surroundings.atWork(this.event);
		try {
			this.surroundings.failures.handle(this.event, listener, attempts, failure);
		}
		finally {
			done.run();
		}
	}

	private void note(Throwable failure) {
		if (this.firstFailure == null) {
			this.firstFailure = failure;
		}
	}

	/** The pause blocks no thread, and the dispatcher's threads make no retries. */
	private Mono<Void> again(Duration pause, Mono<Void> attempt) {
		this.surroundings.retries.increment();
		Scheduler scheduler = this.surroundings.threads.scheduler();
		Mono<Void> repeated = attempt.subscribeOn(scheduler);
		return pause.isZero() ? repeated : Mono.delay(pause).then(repeated);
	}

	private Mono<Void> conclude() {
		if (this.turns.stream().allMatch((turn) -> turn.unsaid().isEmpty())) {
			return outcome();
		}
		return say().then(Mono.defer(this::outcome));
	}

	private Mono<Void> outcome() {
		Throwable failure = this.firstFailure;
		return (failure != null) ? Mono.error(new HandledListenerException(failure)) : Mono.empty();
	}

	private Mono<Void> say() {
		return Flux.fromIterable(this.turns)
			.concatMap((turn) -> Flux.fromIterable(List.copyOf(turn.unsaid())).concatMap((reply) -> say(turn, reply)))
			.then();
	}

	private Mono<Void> say(Turn turn, ChatReply reply) {
		return this.surroundings.replies.say(reply).onErrorResume((ex) -> {
			note(ex);
			report(turn.id(), turn.attempts() + 1, ex);
			return Mono.empty();
		}).doOnSuccess((done) -> turn.countSaid());
	}

	/**
	 * Delivers within transactions, one for each attempt.
	 * @param transactions creates the transactions
	 * @return completion; {@link HandledListenerException} if a listener failed
	 */
	Mono<Void> durable(ListenerTransactions transactions) {
		return Mono.defer(() -> transactions.attempt(this.event, () -> attempt(transactions)))
			.onErrorResume((ex) -> again(settleDurable(ex), durable(transactions)))
			.then(Mono.defer(this::outcome));
	}

	private void attempt(ListenerTransactions transactions) {
		boolean fromTheBeginning = transactions.rollsBack();
		if (fromTheBeginning) {
			this.turns.forEach(Turn::reset);
		}
		// Work after a failure would be rolled back and, on PostgreSQL, fail, too.
		callAll(fromTheBeginning, transactions::check);
		Mono<Void> results = results();
		if (results != null) {
			results.block();
		}
		Throwable failure = this.turns.stream()
			.filter((turn) -> !turn.isGivenUp())
			.map(Turn::failure)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		if (failure != null) {
			throw new HandledListenerException(failure);
		}
		say().block();
	}

	private Duration settleDurable(Throwable error) {
		int most = 0;
		for (Turn turn : this.turns) {
			if (turn.failure() != null && !turn.isGivenUp()) {
				turn.countAttempt();
				most = Math.max(most, turn.attempts());
				if (turn.attempts() >= this.surroundings.settings.maxAttempts()) {
					giveUp(turn);
				}
			}
		}
		if (most == 0) {
			most = ++this.failedTransactions;
			if (most == this.surroundings.settings.maxAttempts()) {
				note(error);
				report(TRANSACTION, most, error);
				this.turns.forEach(Turn::giveUp);
			}
		}
		return this.surroundings.settings.backoff(most);
	}

	/**
	 * What all deliveries have in common.
	 *
	 * @param settings the settings
	 * @param threads the threads of retries
	 * @param observations observes calls
	 * @param failures reports listeners that are given up
	 * @param replies sends replies
	 * @param retries counts retries
	 * @param socket the source of the events
	 */
	record Surroundings(ListenerSettings settings, ListenerThreads threads, ListenerObservations observations,
			ListenerFailures failures, ReplySender replies, LongAdder retries, ChatSocket socket) {

		/**
		 * Tells the socket that the current thread is handling an event.
		 * @return tells the socket that the thread is done
		 */
		private Runnable atWork(ChatEvent event) {
			if (this.socket instanceof ListenedSocket listened) {
				return listened.atWork(event);
			}
			return () -> {
			};
		}

	}

}
