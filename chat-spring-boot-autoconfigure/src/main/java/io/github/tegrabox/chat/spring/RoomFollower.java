package io.github.tegrabox.chat.spring;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follower of a project's rooms: joins each of them once, so that a room that the
 * application leaves stays left.
 */
final class RoomFollower {

	private static final Logger logger = LoggerFactory.getLogger(RoomFollower.class);

	/** A list that goes on after that has no end, or one socket is not enough for it. */
	static final int MAX_ROOMS = 10_000;

	/** How long the connection waits for the list. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ChatSocket socket;

	private final Flux<Room> rooms;

	private final Duration patience;

	private final Set<String> seen = new HashSet<>();

	private boolean failing;

	private boolean full;

	RoomFollower(ChatSocket socket, Flux<Room> rooms) {
		this(socket, rooms, PATIENCE);
	}

	RoomFollower(ChatSocket socket, Flux<Room> rooms, Duration patience) {
		this.socket = socket;
		this.rooms = rooms;
		this.patience = patience;
	}

	/**
	 * Follows the rooms until it is disposed of.
	 * @param interval the time between two looks
	 * @param afterFirstLook called once: when all rooms there are have been joined, or
	 * when there are too many of them, or it takes too long, to wait for that
	 * @return what ends it
	 */
	Disposable follow(Duration interval, Runnable afterFirstLook) {
		AtomicBoolean first = new AtomicBoolean();
		Runnable once = () -> {
			if (first.compareAndSet(false, true)) {
				afterFirstLook.run();
			}
		};
		Disposable impatience = Mono.delay(this.patience).subscribe((tick) -> once.run());
		Disposable looking = look().doOnSuccess((done) -> once.run())
			.thenMany(Mono.defer(this::look).delaySubscription(interval).repeat())
			.subscribe();
		return Disposables.composite(impatience, looking);
	}

	private Mono<Void> look() {
		return this.rooms.takeWhile((room) -> join(room.id())).then().doOnSuccess((done) -> {
			this.failing = false;
		}).onErrorResume((ex) -> {
			warn(ex);
			return Mono.empty();
		});
	}

	/**
	 * Joins a room, unless it was there before.
	 * @return whether to go on
	 */
	private synchronized boolean join(String roomId) {
		if (this.seen.contains(roomId)) {
			return true;
		}
		if (this.seen.size() >= MAX_ROOMS) {
			if (!this.full) {
				this.full = true;
				logger.warn("The project has more than {} rooms: the others are not joined. "
						+ "Name those that matter in chat.socket.rooms", MAX_ROOMS);
			}
			return false;
		}
		this.seen.add(roomId);
		this.socket.joinRoom(roomId);
		return true;
	}

	private void warn(Throwable ex) {
		boolean outage = ex instanceof ChatNetworkException || ex instanceof ChatServerException;
		// While the socket is away, its own log tells of the outage.
		if (this.failing || (outage && !this.socket.isConnected())) {
			logger.debug("The rooms of the project still cannot be listed", ex);
			return;
		}
		this.failing = true;
		logger.warn("The rooms of the project cannot be listed, so new ones are not joined; trying again ({})",
				ex.toString());
	}

}
