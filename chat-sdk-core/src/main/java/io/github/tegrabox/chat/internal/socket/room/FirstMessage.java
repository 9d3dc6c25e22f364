package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.internal.json.ErrorReader;
import io.github.tegrabox.chat.internal.json.FirstContact;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first message over the socket. A server may accept a join but use event
 * names that the client does not know. Then no message ever arrives, and nothing tells
 * why. So the history of a joined room is read now and then, less and less often.
 * Messages in it that did not come over the socket are reported.
 */
final class FirstMessage {

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

	private static final int MAX_NAMES = 5;

	private final RoomEffects effects;

	/** How long a message may still be on its way. */
	private final Duration patience;

	private Duration pause;

	private boolean heard;

	private boolean told;

	/** Names of events that came but that the client does not know. */
	private final Set<String> unknown = new LinkedHashSet<>();

	private Runnable cancel = () -> {
	};

	/**
	 * Creates the wait.
	 * @param pause how long until a history is first read; zero for never
	 */
	FirstMessage(RoomEffects effects, Duration patience, Duration pause) {
		this.effects = effects;
		this.patience = patience;
		this.pause = pause;
	}

	/**
	 * Starts waiting on a new connection.
	 * @param rooms supplies a joined room whose history can be read, each time a
	 * different one
	 */
	void linkUp(Supplier<@Nullable RoomFeed> rooms) {
		this.told = false;
		if (!this.heard && !this.pause.isZero()) {
			look(rooms);
		}
	}

	private void look(Supplier<@Nullable RoomFeed> rooms) {
		Duration jittered = Duration
			.ofNanos((long) (this.pause.toNanos() * (0.5 + this.effects.random().nextDouble())));
		this.cancel = this.effects.timer().schedule(jittered, () -> {
			RoomFeed room = rooms.get();
			if (room != null) {
				room.look();
				Duration longer = this.pause.multipliedBy(2);
				this.pause = (longer.compareTo(LONGEST_PAUSE) < 0) ? longer : LONGEST_PAUSE;
			}
			look(rooms);
		});
	}

	void linkDown() {
		this.cancel.run();
	}

	void heard() {
		this.heard = true;
		this.cancel.run();
	}

	void unknown(String event) {
		if (!this.heard && this.unknown.size() < MAX_NAMES) {
			this.unknown.add(ErrorReader.excerpt(event));
		}
	}

	/**
	 * Called when the history has a message that did not come over the socket. It may
	 * still be on its way.
	 */
	void missed(String roomId) {
		if (this.told || this.heard) {
			return;
		}
		this.told = true;
		this.cancel.run();
		this.cancel = this.effects.timer().schedule(this.patience, () -> {
			String names = this.unknown.isEmpty() ? "no event came at all"
					: "these events came, which mean nothing to the client: " + String.join(", ", this.unknown);
			this.effects.report(new SocketError("messages_unheard",
					FirstContact.explain("Messages are written in a room that was joined, and none was heard",
							"Over the socket " + names),
					roomId, this.effects.timer().now()));
		});
	}

}
