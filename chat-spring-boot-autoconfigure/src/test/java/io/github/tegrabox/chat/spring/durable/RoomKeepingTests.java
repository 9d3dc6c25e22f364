package io.github.tegrabox.chat.spring.durable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.rest.ReactiveRoomsApi;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * Tests of {@link RoomKeeping} with lists that never end, or break off.
 */
@ExtendWith(OutputCaptureExtension.class)
class RoomKeepingTests {

	private final ReactiveRoomsApi api = mock();

	private final ReactiveChatClient client = mock();

	private final FollowedRooms followed = mock();

	private final GroupRoomsTests.Store store = new GroupRoomsTests.Store();

	private final GroupRooms rooms = new GroupRooms(this.store, "app");

	private final AtomicInteger looks = new AtomicInteger();

	private final AtomicInteger listed = new AtomicInteger();

	@BeforeEach
	void know() {
		when(this.client.rooms()).thenReturn(this.api);
		when(this.followed.known()).thenAnswer((call) -> this.rooms.list().keySet());
	}

	private RoomKeeping keeping(Flux<Room> list) {
		return keeping(list, 1);
	}

	private RoomKeeping keeping(Flux<Room> list, int shards) {
		when(this.api.listAll()).thenReturn(list.doOnSubscribe((subscription) -> this.looks.incrementAndGet()));
		ReplicaSettings settings = new ReplicaSettings("app", shards, Duration.ofSeconds(10), List.of("named"), true,
				Duration.ZERO, Duration.ZERO, Duration.ofDays(7));
		return new RoomKeeping(this.client, this.store, settings, Clock.systemUTC(), this.rooms, this.followed,
				() -> true, Runnable::run);
	}

	private Room room() {
		return room(this.listed.incrementAndGet());
	}

	private static Room room(int number) {
		return new Room("room_" + number, "room", "usr_1", null, Instant.EPOCH, Instant.EPOCH);
	}

	@Test
	void aListWithoutEndIsReadAsFarAsASocketCanTakeAndToldOnce(CapturedOutput output) {
		RoomKeeping keeping = keeping(Flux.generate((sink) -> {
			if (this.listed.get() > 10 * RoomKeeping.MAX_ROOMS) {
				sink.error(new AssertionError("read on and on"));
			}
			sink.next(room());
		}));
		assertThat(keeping.begin()).isTrue();
		assertThat(this.rooms.list()).hasSize(RoomKeeping.MAX_ROOMS + 1).containsKey("named");
		keeping.keep();
		keeping.keep();
		assertThat(this.looks).hasValue(3);
		assertThat(this.rooms.list()).hasSize(RoomKeeping.MAX_ROOMS + 1);
		assertThat(output.toString().split("The project has more than 10000 rooms", -1)).hasSize(2);
	}

	@Test
	void aListThatBreaksOffKeepsNoOtherRoomFromTheGroup(CapturedOutput output) {
		RoomKeeping keeping = keeping(
				Flux.defer(() -> Flux.just(room())).concatWith(Flux.error(new ChatDecodingException("no JSON", null))));
		Awaitility.await().atMost(Duration.ofMinutes(2)).until(keeping::begin);
		assertThat(this.rooms.list()).containsOnlyKeys("named", "room_" + this.looks.get());
		keeping.keep();
		assertThat(this.rooms.list()).containsKey("room_" + this.looks.get());
		assertThat(output.toString().split("The rooms of the project cannot be listed", -1)).hasSize(2);
		assertThat(output).contains("The group 'app' begins without those rooms");
	}

	@Test
	void beyondTheCapTooRoomsThatAreGoneFreeTheirPlaces() {
		AtomicInteger first = new AtomicInteger(1);
		RoomKeeping keeping = keeping(
				Flux.defer(() -> Flux.range(first.get(), RoomKeeping.MAX_ROOMS + 10).map(RoomKeepingTests::room)));
		when(this.api.get(anyString())).thenAnswer((call) -> Mono.just(room(1)));
		when(this.api.get("room_1")).thenReturn(Mono
			.error(ChatApiException.of(new ApiError(404, "not_found", null, "GET", "/rooms", "gone", Map.of(), null))));
		assertThat(keeping.begin()).isTrue();
		assertThat(this.rooms.list()).hasSize(RoomKeeping.MAX_ROOMS + 1).containsKeys("room_1", "room_2");
		first.set(3);
		keeping.keep();
		assertThat(this.rooms.gone()).containsOnly("room_1");
	}

	/** As a private one, where only public ones are listed. */
	@Test
	void aRoomThatIsNotListedAndThereAllTheSameIsNotGone() {
		RoomKeeping keeping = keeping(Flux.just(room(1)));
		when(this.api.get("named")).thenReturn(Mono.just(room(2)));
		assertThat(keeping.begin()).isTrue();
		keeping.keep();
		assertThat(this.looks).hasValue(2);
		assertThat(this.rooms.gone()).isEmpty();
	}

	@Test
	void manyShardsMakeNoListWithoutEnd() {
		RoomKeeping keeping = keeping(Flux.generate((sink) -> {
			if (this.listed.get() > 20 * RoomKeeping.MAX_ROOMS) {
				sink.error(new AssertionError("read on and on"));
			}
			sink.next(room());
		}), 1024);
		assertThat(keeping.begin()).isTrue();
		assertThat(this.rooms.list()).hasSize(10 * RoomKeeping.MAX_ROOMS + 1);
	}

	@Test
	void theListIsReadOnceAtATime() {
		RoomKeeping keeping = keeping(Flux.never());
		keeping.keep();
		keeping.keep();
		assertThat(this.looks).hasValue(1);
	}

}
