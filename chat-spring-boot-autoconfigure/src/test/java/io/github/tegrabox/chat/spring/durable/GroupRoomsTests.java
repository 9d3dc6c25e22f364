package io.github.tegrabox.chat.spring.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.tegrabox.chat.model.Room;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.integration.support.locks.RenewableLockRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class GroupRoomsTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private static final Duration RETENTION = Duration.ofDays(7);

	private final Store store = new Store();

	private final GroupRooms rooms = new GroupRooms(this.store, "app");

	@Test
	void saysThatAGroupBegins(CapturedOutput output) {
		assertThat(this.rooms.hasBegun()).isFalse();
		this.rooms.begin(List.of("room_1", "room_2"), START);
		assertThat(this.rooms.hasBegun()).isTrue();
		assertThat(this.rooms.list()).containsOnlyKeys("room_1", "room_2").containsValue(GroupRooms.NOW);
		assertThat(output).contains("Durable delivery of the group 'app' begins now, with 2 rooms; "
				+ "what was written in them before is not delivered");
		assertThat(output).doesNotContain("other groups");
	}

	@Test
	void warnsOfAGroupThatMayBeTheSameUnderItsOldName(CapturedOutput output) {
		new GroupRooms(this.store, "old-name").begin(List.of("room_1"), START);
		this.rooms.begin(List.of("room_1"), START);
		assertThat(output).contains("WARN").contains("The store knows other groups: old-name.");
	}

	@Test
	void saysNothingWhenAGroupGoesOn(CapturedOutput output) {
		this.rooms.begin(List.of("room_1"), START);
		int length = output.length();
		GroupRooms later = new GroupRooms(this.store, "app");
		assertThat(later.hasBegun()).isTrue();
		later.begin(List.of("room_1"), START);
		assertThat(output.toString().substring(length)).doesNotContain("begins now");
	}

	@Test
	void aGroupThatTheStoreHasLostBeginsWithAnotherRevision() {
		this.rooms.begin(List.of("room_1"), START);
		long revision = this.rooms.revision();
		this.store.spaces.clear();
		assertThat(this.rooms.revision()).isZero();
		assertThat(this.rooms.hasBegun()).isFalse();
		this.store.now = this.store.now.plusMillis(1);
		this.rooms.begin(List.of("room_1"), START);
		assertThat(this.rooms.hasBegun()).isTrue();
		assertThat(this.rooms.revision()).isNotZero().isNotEqualTo(revision);
	}

	@Test
	void whoKnowsWhereARoomStoodPutsItBack() {
		this.rooms.putBack("room_1", GroupRooms.NOW);
		this.rooms.putBack("room_1", "5 0 m@1");
		this.rooms.putBack("room_1", "6 0 m@1");
		this.rooms.putBack("room_1", GroupRooms.NOW);
		this.rooms.putBack("room_2", GroupRooms.LEFT);
		this.rooms.putBack("room_2", "5 0 m@1");
		assertThat(this.rooms.list()).containsOnly(Map.entry("room_1", "5 0 m@1"),
				Map.entry("room_2", GroupRooms.LEFT));
	}

	@Test
	void removesThePositionOfARoomThatIsGoneForLong(CapturedOutput output) {
		this.rooms.begin(List.of("room_1", "room_2"), START);
		long revision = this.rooms.revision();
		this.rooms.gone("room_1", this.store.now().minus(RETENTION));
		this.store.now = this.store.now.plus(RETENTION);
		this.rooms.gone("room_1", this.store.now().minus(RETENTION));
		assertThat(this.rooms.list()).containsKey("room_1");
		assertThat(this.rooms.gone()).containsExactly("room_1");
		this.store.now = this.store.now.plusMillis(1);
		this.rooms.gone("room_1", this.store.now().minus(RETENTION));
		assertThat(this.rooms.list()).containsOnlyKeys("room_2");
		assertThat(this.rooms.gone()).as("not lost").containsExactly("room_1");
		assertThat(this.rooms.revision()).isGreaterThan(revision);
		assertThat(output).contains("The room room_1 is gone; its position has been removed");
	}

	@Test
	void aNoteThatCannotBeReadIsMadeAgain() {
		this.rooms.begin(List.of("room_1"), START);
		this.store.putIfAbsent("gone/app", "room_1", "broken");
		this.rooms.gone("room_1", this.store.now().minus(RETENTION));
		assertThat(this.rooms.list()).containsKey("room_1");
		this.store.now = this.store.now.plus(RETENTION).plusMillis(1);
		this.rooms.gone("room_1", this.store.now().minus(RETENTION));
		assertThat(this.rooms.list()).isEmpty();
	}

	@Test
	void theIdOfARoomForgesNoLineOfTheLog(CapturedOutput output) {
		String room = "room_1\n2026-01-01 ERROR forged\u2028\u202Edesrever";
		this.rooms.begin(List.of(room), START);
		this.rooms.gone(room, this.store.now().minus(RETENTION));
		this.store.now = this.store.now.plus(RETENTION).plusMillis(1);
		this.rooms.gone(room, this.store.now().minus(RETENTION));
		assertThat(output).contains("The room room_1 2026-01-01 ERROR forged desrever is gone");
	}

	@Test
	void keepsThePositionOfARoomThatIsBack() {
		this.rooms.begin(List.of("room_1"), START);
		this.rooms.gone("room_1", this.store.now().minus(RETENTION));
		this.rooms.back("room_1");
		this.store.now = this.store.now.plus(RETENTION).plusMillis(1);
		this.rooms.gone("room_1", this.store.now().minus(RETENTION));
		assertThat(this.rooms.list()).containsKey("room_1");
	}

	@Test
	void beginsRoomsThatAreCreatedLaterWithTheirFirstMessage() {
		this.rooms.begin(List.of("room_1"), START);
		this.rooms.hasBegun();
		assertThat(this.rooms.discover(List.of(room("room_1", START), room("room_2", START.plusMillis(1)),
				room("room_3", START.minusMillis(1))), List.of("room_1")))
			.isTrue();
		assertThat(this.rooms.list()).containsEntry("room_2", GroupRooms.BEGINNING)
			.containsEntry("room_3", GroupRooms.NOW);
	}

	@Test
	void goesOnHereAndNowInARoomThatWasLeft() {
		this.rooms.begin(List.of("room_1"), START);
		this.rooms.join("room_2");
		assertThat(this.rooms.list()).containsEntry("room_2", GroupRooms.NEW);
		this.rooms.leave("room_2");
		assertThat(this.rooms.list()).containsEntry("room_2", GroupRooms.LEFT);
		this.rooms.join("room_2");
		assertThat(this.rooms.list()).containsEntry("room_2", GroupRooms.NOW);
	}

	/** As when the database goes away between the two statements, or the process does. */
	@Test
	void tellsOfAChangeAgainThatCouldBeStoredAndNotTold() {
		this.rooms.begin(List.of(), START);
		this.rooms.hasBegun();
		assertTellsAgain("room_1", () -> this.rooms.join("room_1"));
		assertTellsAgain("room_1", () -> this.rooms.leave("room_1"));
		assertTellsAgain("room_1", () -> this.rooms.join("room_1"));
		assertTellsAgain("room_2", () -> this.rooms.add(List.of("room_2")));
		assertTellsAgain("room_3", () -> this.rooms.discover(List.of(room("room_3", START.plusMillis(1))), List.of()));
		assertTellsAgain("room_4", () -> this.rooms.discover(List.of(room("room_4", START)), List.of()));
	}

	private void assertTellsAgain(String room, Runnable change) {
		long revision = this.rooms.revision();
		this.store.refused = "groups";
		assertThatThrownBy(change::run).hasMessage("connection reset");
		this.store.refused = "";
		assertThat(this.rooms.list()).containsKey(room);
		assertThat(this.rooms.revision()).isEqualTo(revision);
		change.run();
		assertThat(this.rooms.revision()).isGreaterThan(revision);
	}

	@Test
	void tellsNothingOfRoomsThatHaveBegun() {
		this.rooms.begin(List.of("room_1"), START);
		this.store.replace("rooms/app", "room_1", GroupRooms.NOW, "5 0 m@1");
		long revision = this.rooms.revision();
		this.rooms.join("room_1");
		this.rooms.add(List.of("room_1"));
		this.rooms.leave("room_2");
		assertThat(this.rooms.revision()).isEqualTo(revision);
	}

	private static Room room(String id, Instant created) {
		return new Room(id, id, null, null, created, null);
	}

	/** In memory, with a clock that the test sets. */
	static final class Store implements GroupStore {

		private final Map<String, Map<String, String>> spaces = new TreeMap<>();

		private Instant now = START;

		/** The space of which no value can be replaced. */
		String refused = "";

		private Map<String, String> space(String space) {
			return this.spaces.computeIfAbsent(space, (name) -> new TreeMap<>());
		}

		@Override
		public String get(String space, String key) {
			return space(space).get(key);
		}

		@Override
		public Map<String, String> list(String space) {
			return Map.copyOf(space(space));
		}

		@Override
		public boolean putIfAbsent(String space, String key, String value) {
			return space(space).putIfAbsent(key, value) == null;
		}

		@Override
		public boolean replace(String space, String key, String expected, String value) {
			if (space.equals(this.refused)) {
				throw new DataAccessResourceFailureException("connection reset");
			}
			return space(space).replace(key, expected, value);
		}

		@Override
		public void remove(String space, String key) {
			space(space).remove(key);
		}

		@Override
		public boolean advance(String space, String key, String expected, String value, Runnable work) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean rollsBack() {
			return false;
		}

		@Override
		public int concurrency() {
			return 1;
		}

		@Override
		public RenewableLockRegistry<?> locks(Duration lease) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Instant now() {
			return this.now;
		}

	}

}
