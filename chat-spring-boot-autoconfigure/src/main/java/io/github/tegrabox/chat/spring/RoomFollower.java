package io.github.tegrabox.chat.spring;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follower of a project's rooms: joins each of them once, so that a room that the
 * application leaves stays left.
 */
final class RoomFollower {

	private static final Logger logger = LoggerFactory.getLogger(RoomFollower.class);

	private final ChatSocket socket;

	private final Flux<Room> rooms;

	private final Set<String> seen = new HashSet<>();

	private boolean failing;

	RoomFollower(ChatSocket socket, Flux<Room> rooms) {
		this.socket = socket;
		this.rooms = rooms;
	}

	Disposable follow(Duration interval, Runnable afterFirstLook) {
		return look().doOnSuccess((done) -> afterFirstLook.run())
			.thenMany(Mono.defer(this::look).delaySubscription(interval).repeat())
			.subscribe();
	}

	private Mono<Void> look() {
		return this.rooms.doOnNext((room) -> join(room.id())).then().doOnSuccess((done) -> {
			this.failing = false;
		}).onErrorResume((ex) -> {
			warn(ex);
			return Mono.empty();
		});
	}

	private synchronized void join(String roomId) {
		if (this.seen.add(roomId)) {
			this.socket.joinRoom(roomId);
		}
	}

	private void warn(Throwable ex) {
		if (this.failing) {
			logger.debug("The rooms of the project still cannot be listed", ex);
			return;
		}
		this.failing = true;
		logger.warn("The rooms of the project cannot be listed, so that new ones are not joined; trying on ({})",
				ex.toString());
	}

}
