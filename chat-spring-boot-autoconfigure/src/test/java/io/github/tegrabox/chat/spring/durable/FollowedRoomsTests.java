package io.github.tegrabox.chat.spring.durable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.internal.socket.room.RoomPosition;
import io.github.tegrabox.chat.internal.socket.session.SharedSocket;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link FollowedRooms} with a listener that is at work for long.
 */
class FollowedRoomsTests {

	private final Sinks.Empty<Void> listener = Sinks.empty();

	private final SharedSocket socket = mock();

	private final ReactiveChatClient client = mock();

	private final AtomicInteger over = new AtomicInteger();

	private final StoreWatch watch = new StoreWatch(Clock.systemUTC());

	private final GroupRoomsTests.Store store = new GroupRoomsTests.Store();

	private final GroupRooms rooms = new GroupRooms(this.store, "app");

	private FollowedRooms followed;

	@BeforeEach
	void begin() {
		this.rooms.begin(List.of("room"), Instant.EPOCH);
		CursorDelivery delivery = new CursorDelivery(this.store, this.rooms.space(), Duration.ofSeconds(10), this.watch,
				Runnable::run, (room) -> {
				});
		this.followed = new FollowedRooms(this.socket, this.client, this.rooms, delivery, this.watch, (room) -> true,
				Runnable::run);
		// The socket knows of what is at work only once: then the room is gone.
		when(this.socket.forget(any(), anyBoolean())).thenReturn(this.listener.asMono()).thenReturn(Mono.empty());
		follow();
	}

	private void follow() {
		this.followed.startAgain();
		this.followed.look();
	}

	private void forget() {
		this.followed.forget((room) -> true).subscribe(null, null, this.over::incrementAndGet);
	}

	@AfterEach
	void close() {
		this.followed.close();
	}

	@Test
	void aRoomThatIsLostTwiceIsNotFollowedWhileItsListenerIsAtWork() {
		forget();
		follow();
		forget();
		clearInvocations(this.socket);
		follow();
		verify(this.socket, never()).follow("room");
		assertThat(this.over).hasValue(0);
		this.listener.tryEmitEmpty();
		verify(this.socket, atLeast(1)).follow("room");
		assertThat(this.over).hasValue(2);
	}

	/** As a table made by hand, with a column that is too short. */
	@Test
	void aStoreThatDoesNotTakeWhereARoomBeginsCountsAsFailing() {
		RoomPosition first = new RoomPosition(List.of(new RoomPosition.Handled("m1", Instant.EPOCH)));
		this.store.refused = "rooms/app";
		StepVerifier.create(this.followed.begin("room", first)).expectError().verify(Duration.ofMinutes(1));
		assertThat(this.watch.problem()).contains("connection reset");
		this.store.refused = "";
		StepVerifier.create(this.followed.begin("room", first))
			.expectNextCount(1)
			.expectComplete()
			.verify(Duration.ofMinutes(1));
		assertThat(this.watch.problem()).isNull();
	}

	@Test
	void aRoomThatEndsKeepsNoStoreFailing() {
		this.store.refused = "rooms/app";
		StepVerifier.create(this.followed.begin("room", new RoomPosition(List.of())))
			.expectError()
			.verify(Duration.ofMinutes(1));
		assertThat(this.watch.problem()).isNotNull();
		forget();
		assertThat(this.watch.problem()).isNull();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aRoomThatTheServerTellsNothingOfIsWarnedOfOnce(CapturedOutput output) {
		ReactiveRoomsApi api = mock();
		AtomicInteger calls = new AtomicInteger();
		when(this.client.rooms()).thenReturn(api);
		when(api.get("later")).thenAnswer((call) -> {
			calls.incrementAndGet();
			return Mono.error(new ChatNetworkException("by the test", null));
		});
		when(this.socket.isConnected()).thenReturn(true);
		this.rooms.add(List.of("later"));
		follow();
		Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> calls.get() > 5);
		assertThat(output).containsOnlyOnce("The room later waits").contains("by the test");
	}

	@Test
	void anEndWaitsForListenersOfRoomsThatWereLostBefore() {
		forget();
		forget();
		assertThat(this.over).hasValue(0);
		this.listener.tryEmitEmpty();
		assertThat(this.over).hasValue(2);
	}

}
