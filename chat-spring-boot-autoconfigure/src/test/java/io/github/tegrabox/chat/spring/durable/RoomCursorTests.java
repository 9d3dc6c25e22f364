package io.github.tegrabox.chat.spring.durable;

import java.time.Instant;
import java.util.List;

import io.github.tegrabox.chat.internal.socket.room.RoomPosition;
import io.github.tegrabox.chat.model.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoomCursorTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00.123456Z");

	private static final RoomCursor EMPTY = RoomCursor.of(new RoomPosition(List.of()));

	private static Message message(String id, Instant time) {
		return new Message(id, "room_1", "usr_1", "ann", "hi", time);
	}

	@Test
	void isTheSameAfterItWasStored() {
		RoomCursor cursor = EMPTY.after(message("msg 1|@ü", START)).after(message("msg_2", null));
		assertThat(RoomCursor.decode(cursor.encode())).isEqualTo(cursor);
		assertThat(cursor.has("msg 1|@ü")).isTrue();
		assertThat(cursor.position().handled()).contains(new RoomPosition.Handled("msg 1|@ü", START),
				new RoomPosition.Handled("msg_2", null));
	}

	@Test
	void isTheBeginningWhenEmpty() {
		assertThat(RoomCursor.decode(GroupRooms.BEGINNING).position().handled()).isEmpty();
		assertThat(GroupRooms.isCursor(GroupRooms.BEGINNING)).isTrue();
		assertThat(GroupRooms.isCursor(GroupRooms.NOW)).isFalse();
	}

	@Test
	void fitsIntoTheStoreHoweverLongTheIdsAre() {
		RoomCursor cursor = EMPTY;
		for (int i = 0; i < 100; i++) {
			cursor = cursor.after(message("x".repeat(700) + i, START.plusSeconds(i)));
			assertThat(cursor.encode().length()).isLessThanOrEqualTo(4000);
		}
		assertThat(cursor.has("x".repeat(700) + 99)).isTrue();
		assertThat(cursor.version()).isEqualTo(100);
	}

	@Test
	void keepsTheLatestByTimeWhateverTheirOrder() {
		RoomCursor cursor = EMPTY;
		for (int i = 0; i < RoomCursor.MAX_WINDOW; i++) {
			cursor = cursor.after(message("m" + i, START.plusSeconds(i)));
		}
		cursor = cursor.after(message("late", START.minusSeconds(10)));
		assertThat(cursor.has("late")).isFalse();
		assertThat(cursor.has("m0")).isTrue();
		assertThat(cursor.isOlder(message("older", START.minusSeconds(11)))).isTrue();
		assertThat(cursor.isOlder(message("between", START.minusSeconds(9)))).isFalse();
		assertThat(cursor.isOlder(message("timeless", null))).isFalse();
	}

	@Test
	void isNeverTheSameTextTwice() {
		RoomCursor cursor = EMPTY.after(message("m", START));
		assertThat(cursor.after(message("m", START)).encode()).isNotEqualTo(cursor.encode());
	}

}
