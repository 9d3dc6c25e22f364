package io.github.tegrabox.chat.spring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

/**
 * Test of {@link RoomFollower} with lists that take long, or never end.
 */
@ExtendWith(OutputCaptureExtension.class)
class RoomFollowerTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SOON = Duration.ofMinutes(2);

	private final ChatSocket socket = mock();

	private final List<String> joined = new CopyOnWriteArrayList<>();

	private final AtomicInteger connects = new AtomicInteger();

	@BeforeEach
	void remember() {
		doAnswer((call) -> this.joined.add(call.getArgument(0))).when(this.socket).joinRoom(any());
	}

	@Test
	void joinsNoMoreRoomsThanASocketCanTakeAndSaysSoOnce(CapturedOutput output) {
		AtomicInteger listed = new AtomicInteger();
		AtomicInteger looks = new AtomicInteger();
		Flux<Room> endless = Flux.defer(() -> {
			looks.incrementAndGet();
			return Flux.<Room>generate((sink) -> sink.next(room(listed.incrementAndGet())));
		});
		RoomFollower follower = new RoomFollower(this.socket, endless, LONG);
		Disposable following = follower.follow(Duration.ofMillis(1), this.connects::incrementAndGet);
		Awaitility.await().atMost(SOON).until(() -> looks.get() > 3);
		following.dispose();
		assertThat(this.joined).hasSize(RoomFollower.MAX_ROOMS).doesNotHaveDuplicates();
		assertThat(this.connects).hasValue(1);
		assertThat(output.toString().split("The project has more than 10000 rooms", -1)).hasSize(2);
		assertThat(output).contains("Name those that matter in chat.socket.rooms");
	}

	@Test
	void theConnectionWaitsForNoListThatTakesTooLong() {
		Sinks.Many<Room> slow = Sinks.many().unicast().onBackpressureBuffer();
		RoomFollower follower = new RoomFollower(this.socket, slow.asFlux(), Duration.ofMillis(100));
		Disposable following = follower.follow(LONG, this.connects::incrementAndGet);
		Awaitility.await().atMost(SOON).until(() -> this.connects.get() == 1);
		slow.tryEmitNext(room(1)).orThrow();
		slow.tryEmitComplete().orThrow();
		assertThat(this.joined).containsExactly("room_1");
		assertThat(this.connects).hasValue(1);
		following.dispose();
	}

	@Test
	void theConnectionOfASocketThatEndsIsNotMadeLater() {
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			RoomFollower follower = new RoomFollower(this.socket, Flux.never(), Duration.ofMillis(100));
			follower.follow(LONG, this.connects::incrementAndGet).dispose();
			time.advanceTimeBy(LONG);
		}
		finally {
			VirtualTimeScheduler.reset();
		}
		assertThat(this.connects).hasValue(0);
	}

	private static Room room(int number) {
		return new Room("room_" + number, "room", "usr_1", null, Instant.EPOCH, Instant.EPOCH);
	}

}
