package io.github.tegrabox.chat.spring.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import io.github.tegrabox.chat.spring.ChatReply;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One listener's handling of one event, until it has returned or is given up.
 */
final class Turn {

	private final ChatCallee callee;

	private final ChatApplicationEvent<?> event;

	private final @Nullable String room;

	private boolean over;

	private boolean givenUp;

	private int attempts;

	private @Nullable Throwable failure;

	private List<Object> pending = List.of();

	private List<ChatReply> replies = List.of();

	/** How many of the replies have been sent, perhaps by an earlier attempt. */
	private int said;

	private Observation observation = Observation.NOOP;

	Turn(ChatCallee callee, ChatApplicationEvent<?> event, @Nullable String room) {
		this.callee = callee;
		this.event = event;
		this.room = room;
	}

	/**
	 * Calls the listener.
	 * @param check fails if what the listener did keeps the attempt from taking effect
	 */
	void call(ListenerObservations observations, Runnable check) {
		this.failure = null;
		this.pending = List.of();
		this.replies = List.of();
		ListenerMethod.Call call;
		try {
			call = this.callee.prepare(this.event);
		}
		catch (Throwable ex) {
			this.callee.figures().began();
			end(ex);
			return;
		}
		if (call == null) {
			this.over = true;
			return;
		}
		this.callee.figures().began();
		this.observation = this.callee.isObserved() ? observations.start(id(), this.event.getPayload().type())
				: Observation.NOOP;
		proceed(call, check);
	}

	private void proceed(ListenerMethod.Call call, Runnable check) {
		try {
			Object result = proceedInScope(call);
			check.run();
			List<Object> elements = this.callee.isOurs() ? Results.elements(result) : List.of();
			if (elements.stream().anyMatch(Results::isPending)) {
				this.pending = elements;
				return;
			}
			this.replies = elements.stream().map((element) -> Results.reply(element, this.room)).toList();
		}
		catch (Throwable ex) {
			end(ex);
			return;
		}
		end(null);
	}

	private @Nullable Object proceedInScope(ListenerMethod.Call call) throws Throwable {
		Observation.Scope scope = this.observation.openScope();
		try {
			return call.proceed();
		}
		finally {
			// Clear an interrupt that the listener left behind for others.
			var unused = Thread.interrupted();
			scope.close();
		}
	}

	private void end(@Nullable Throwable thrown) {
		Throwable unwrapped = (thrown != null) ? ListenerFailures.unwrap(thrown) : null;
		this.callee.figures().ended(unwrapped);
		ListenerObservations.stop(this.observation, unwrapped);
		this.observation = Observation.NOOP;
		this.pending = List.of();
		this.failure = unwrapped;
		this.over = unwrapped == null;
	}

	boolean isPending() {
		return !this.pending.isEmpty();
	}

	/**
	 * Waits for the result.
	 * @return completes when the result is there or has failed
	 */
	Mono<Void> result(Duration timeout) {
		Observation current = this.observation;
		return Results.later(this.pending, this.room)
			.collectList()
			.timeout(timeout,
					Mono.error(() -> new TimeoutException("The result of " + id() + " was not there within " + timeout
							+ " ('chat.listener.completion-timeout')")))
			.contextWrite(
					(context) -> current.isNoop() ? context : context.put(ObservationThreadLocalAccessor.KEY, current))
			.doOnNext((result) -> {
				this.replies = result;
				end(null);
			})
			.then()
			.doOnCancel(() -> end(null))
			.onErrorResume((ex) -> {
				end(ex);
				return Mono.empty();
			});
	}

	/**
	 * Starts over, since the listener's work has been rolled back.
	 */
	void reset() {
		if (!this.givenUp) {
			this.over = false;
			this.failure = null;
			this.replies = List.of();
		}
	}

	/**
	 * Gives the listener up: it is not called again, and its replies are not sent.
	 */
	void giveUp() {
		this.givenUp = true;
		this.over = true;
		this.replies = List.of();
	}

	void countAttempt() {
		this.attempts++;
	}

	String id() {
		return this.callee.id();
	}

	boolean isOurs() {
		return this.callee.isOurs();
	}

	boolean isOver() {
		return this.over;
	}

	boolean isGivenUp() {
		return this.givenUp;
	}

	int attempts() {
		return this.attempts;
	}

	@Nullable Throwable failure() {
		return this.failure;
	}

	/**
	 * Returns the replies that have not been sent yet.
	 */
	List<ChatReply> unsaid() {
		return this.replies.subList(Math.min(this.said, this.replies.size()), this.replies.size());
	}

	void countSaid() {
		this.said++;
	}

}
