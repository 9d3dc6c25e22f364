package io.github.tegrabox.chat.internal.socket.session;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.concurrent.Queues;

/**
 * Runs inputs one at a time, without a thread of its own. A caller who finds it empty
 * runs whatever arrives. An input posted by another input runs after that one.
 */
final class Mailbox {

	private static final Logger logger = LoggerFactory.getLogger(Mailbox.class);

	private final Queue<Runnable> inputs = Queues.<Runnable>unboundedMultiproducer().get();

	private final AtomicInteger pending = new AtomicInteger();

	/**
	 * Runs an input, now or after the earlier ones.
	 */
	void post(Runnable input) {
		if (put(input)) {
			workOff();
		}
	}

	/**
	 * Queues an input.
	 * @return whether the caller has to {@link #workOff()} it
	 */
	boolean put(Runnable input) {
		this.inputs.offer(input);
		return this.pending.getAndIncrement() == 0;
	}

	void workOff() {
		workOff(1);
	}

	/**
	 * Lets the caller in if nobody is inside. The caller then has to {@link #leave()}.
	 * @return whether the caller is in
	 */
	boolean tryEnter() {
		return this.pending.get() == 0 && this.pending.compareAndSet(0, 1);
	}

	/**
	 * Leaves, after running the inputs that arrived in the meantime.
	 */
	void leave() {
		int left = this.pending.decrementAndGet();
		if (left != 0) {
			workOff(left);
		}
	}

	private void workOff(int count) {
		int left = count;
		while (left != 0) {
			for (int i = 0; i < left; i++) {
				Runnable input = this.inputs.poll();
				while (input == null) {
					Thread.onSpinWait();
					input = this.inputs.poll();
				}
				run(input);
			}
			left = this.pending.addAndGet(-left);
		}
	}

	private static void run(Runnable input) {
		try {
			input.run();
		}
		catch (RuntimeException | Error failure) {
			logger.error("An input of the socket failed", failure);
		}
	}

}
