package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.ChatEventType;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UserStoppedTyping;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Listeners;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Rooms} in a world that does one thing at a time.
 */
class RoomsTests {

	private final Deque<Runnable> work = new ArrayDeque<>();

	private final List<ChatEvent> heard = new ArrayList<>();

	private final List<Message> history = new ArrayList<>();

	private final SocketCounters counters = new SocketCounters();

	private final World world = new World();

	private final List<Consumer<Acknowledgement>> unanswered = new ArrayList<>();

	private boolean listening = true;

	private boolean answering = true;

	private boolean reading = true;

	private final List<Runnable> unread = new ArrayList<>();

	private final List<String> fetched = new ArrayList<>();

	private int ready;

	private int joins;

	private Runnable onHeard = () -> {
	};

	private int failures;

	private int status = 503;

	private Dispatcher dispatcher;

	private Rooms rooms(int capacity, int maxMessages, boolean recovering) {
		Listeners listeners = new Listeners(null, this.counters);
		listeners.addToAll((event) -> {
			this.heard.add(event);
			this.onHeard.run();
		});
		this.dispatcher = new Dispatcher(new Dispatch(1, capacity, Duration.ZERO), this.work::add, Runnable::run,
				this.work::add, listeners, this.counters, Duration.ZERO);
		return new Rooms(this.world, new RecoveryPolicy(recovering, MessageOrder.NEWEST_FIRST, maxMessages,
				Duration.ZERO, capacity, 1_000_000), Duration.ofSeconds(10), this.dispatcher, this.counters);
	}

	/** A room that is joined, on a link that is up. */
	private Rooms joined(int capacity, int maxMessages, boolean recovering) {
		Rooms rooms = rooms(capacity, maxMessages, recovering);
		rooms.join("room");
		rooms.linkUp();
		return rooms;
	}

	private void work() {
		while (this.listening && !this.work.isEmpty()) {
			this.work.removeFirst().run();
		}
	}

	private Message write(int number) {
		Message message = new Message("m" + number, "room", "usr", null, "text", Instant.ofEpochSecond(number));
		this.history.add(message);
		return message;
	}

	private ChatEvent live(Message message) {
		return new MessageReceived(message, false, Instant.EPOCH);
	}

	private List<String> heardMessages() {
		return this.heard.stream()
			.filter(MessageReceived.class::isInstance)
			.map((event) -> ((MessageReceived) event).message().id())
			.toList();
	}

	private static List<String> ids(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> "m" + i).toList();
	}

	@Test
	void dropsTheLateDuplicatesOfHoweverManyRecoveredMessages() {
		Rooms rooms = joined(10_000, 10_000, true);
		rooms.event(live(write(0)));
		rooms.linkDown();
		List<Message> missed = IntStream.range(1, 4000).mapToObj(this::write).toList();
		rooms.linkUp();
		missed.forEach((message) -> rooms.event(live(message)));
		rooms.event(live(write(4000)));
		work();
		assertThat(heardMessages()).isEqualTo(ids(0, 4001));
		assertThat(this.counters.recoveredCount()).isEqualTo(3999);
	}

	@Test
	void triesAgainForEverAndHoldsOnlyThatRoom() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		rooms.linkDown();
		write(1);
		this.failures = 50;
		rooms.linkUp();
		work();
		assertThat(this.failures).isZero();
		assertThat(heardMessages()).containsExactly("m0", "m1");
	}

	@Test
	void tellsOnceThatARoomWaitsForItsHistory() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		rooms.linkDown();
		this.failures = 20;
		rooms.linkUp();
		rooms.event(live(write(1)));
		while (this.heard.stream().noneMatch(SocketError.class::isInstance)) {
			assertThat(rooms.waiting()).isEmpty();
			this.work.removeFirst().run();
		}
		assertThat(rooms.waiting()).containsExactly(Map.entry("room", Instant.EPOCH));
		work();
		assertThat(rooms.waiting()).isEmpty();
		assertThat(this.heard).filteredOn(SocketError.class::isInstance)
			.singleElement(InstanceOfAssertFactories.type(SocketError.class))
			.satisfies((error) -> {
				assertThat(error.code()).isEqualTo("history_unavailable");
				assertThat(error.roomId()).isEqualTo("room");
			});
		assertThat(heardMessages()).containsExactly("m0", "m1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rest", "leave", "linkDown" })
	void aRoomThatIsNotJoinedWaitsForNoHistory(String end) {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		rooms.linkDown();
		this.failures = 20;
		rooms.linkUp();
		while (rooms.waiting().isEmpty()) {
			this.work.removeFirst().run();
		}
		switch (end) {
			case "rest" -> rooms.rest();
			case "leave" -> rooms.leave("room");
			default -> rooms.linkDown();
		}
		assertThat(rooms.waiting()).isEmpty();
		rooms.join("room");
		rooms.linkUp();
		assertThat(rooms.waiting().isEmpty()).isEqualTo(!end.equals("linkDown"));
	}

	@Test
	void tellsNothingOfAHistoryThatFailsForAMoment() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		rooms.linkDown();
		this.failures = 3;
		rooms.linkUp();
		work();
		assertThat(this.heard).noneMatch(SocketError.class::isInstance);
	}

	@Test
	void keepsAConnectionWaitingUntilItIsKnownWhereRoomsStand() {
		Rooms rooms = rooms(100, 100, true);
		this.reading = false;
		rooms.prepare();
		rooms.join("room");
		rooms.whenReady(() -> this.ready++);
		assertThat(this.ready).isZero();
		this.reading = true;
		this.unread.forEach(Runnable::run);
		assertThat(this.ready).isEqualTo(1);
		rooms.linkUp();
		rooms.event(live(write(0)));
		work();
		assertThat(heardMessages()).containsExactly("m0");
	}

	@Test
	void connectsAndJoinsWithoutKnowingWhereARoomStandsAfterAWhile() {
		Rooms rooms = rooms(100, 100, true);
		this.reading = false;
		rooms.join("room");
		rooms.prepare();
		rooms.whenReady(() -> this.ready++);
		// The time is up.
		work();
		assertThat(this.ready).isEqualTo(1);
		rooms.linkUp();
		assertThat(this.joins).isEqualTo(1);
		rooms.event(live(write(0)));
		work();
		assertThat(heardMessages()).containsExactly("m0");
	}

	@Test
	void tellsOfAGapWhenTheLinkIsLostBeforeItIsKnownWhereTheRoomStands() {
		Rooms rooms = rooms(100, 100, true);
		this.reading = false;
		rooms.join("room");
		rooms.linkUp();
		work();
		rooms.linkDown();
		this.reading = true;
		rooms.linkUp();
		rooms.event(live(write(0)));
		work();
		assertThat(this.heard.get(0)).isInstanceOf(MessageGap.class);
		assertThat(heardMessages()).containsExactly("m0");
	}

	@Test
	void takesNoMessageOnItsWayForAnOldOne() {
		Rooms rooms = rooms(100, 100, true);
		this.reading = false;
		rooms.join("room");
		rooms.linkUp();
		work();
		Message onItsWay = write(0);
		this.answering = false;
		this.reading = true;
		this.unread.forEach(Runnable::run);
		rooms.event(live(onItsWay));
		this.unanswered.forEach((answer) -> answer.accept(new Acknowledgement(true, null, null, null)));
		rooms.linkDown();
		write(1);
		this.answering = true;
		rooms.linkUp();
		work();
		assertThat(heardMessages()).containsExactly("m0", "m1");
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void tellsOfAGapWhenTheHistoryIsRefused() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		rooms.linkDown();
		write(1);
		this.failures = 5;
		this.status = 403;
		rooms.linkUp();
		rooms.event(live(write(2)));
		work();
		assertThat(this.heard.get(1)).isInstanceOfSatisfying(MessageGap.class,
				(gap) -> assertThat(gap.reason()).contains("403"));
		assertThat(heardMessages()).containsExactly("m0", "m2");
	}

	@Test
	void asksAHistoryThatIsRefusedForGoodOnceForEachConnection() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		this.failures = Integer.MAX_VALUE;
		this.status = 403;
		rooms.linkDown();
		rooms.linkUp();
		work();
		int before = this.fetched.size();
		rooms.linkDown();
		rooms.linkUp();
		rooms.event(live(write(1)));
		work();
		assertThat(this.fetched).hasSize(before + 1);
		assertThat(heardMessages()).containsExactly("m0", "m1");
	}

	@Test
	void losesNothingWhileTheHistoryIsRefusedForAMoment() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		rooms.linkDown();
		write(1);
		this.failures = 4;
		this.status = 404;
		rooms.linkUp();
		rooms.event(live(write(2)));
		work();
		assertThat(heardMessages()).containsExactly("m0", "m1", "m2");
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void hearsARoomWithoutHistoryThatWasRefusedForAMoment() {
		Rooms rooms = rooms(10, 50, false);
		this.answering = false;
		rooms.join("room");
		rooms.linkUp();
		this.unanswered.remove(0).accept(new Acknowledgement(false, null, "rate_limited", null));
		work();
		this.unanswered.remove(0).accept(new Acknowledgement(true, null, null, null));
		rooms.event(live(write(0)));
		rooms.event(live(write(1)));
		work();
		assertThat(heardMessages()).containsExactly("m0", "m1");
	}

	@Test
	void aRoomWithoutHistoryThatIsRefusedWhileItsListenersAreSlowIsNotJoined() {
		Rooms rooms = rooms(2, 50, false);
		this.answering = false;
		this.listening = false;
		rooms.join("room");
		rooms.linkUp();
		IntStream.range(0, 5).forEach((i) -> rooms.event(live(write(i))));
		this.unanswered.remove(0).accept(new Acknowledgement(false, null, "forbidden", null));
		this.listening = true;
		work();
		assertThat(rooms.refused()).containsEntry("room", "forbidden");
		rooms.event(live(write(5)));
		work();
		assertThat(rooms.refused()).as("it is heard").isEmpty();
		assertThat(rooms.joined()).containsExactly("room");
		assertThat(heardMessages()).containsExactly("m0", "m1", "m5");
		assertThat(this.heard).filteredOn(MessageGap.class::isInstance).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "room_not_found", "ROOM_NOT_FOUND", "roomNotFound", "NotFound", "Forbidden", "NOT_A_MEMBER" })
	void asksNoMoreForARoomThatIsRefusedForGoodInAnySpelling(String code) {
		Rooms rooms = refusedOnce(code);
		assertThat(this.unanswered).isEmpty();
		assertThat(rooms.refused()).containsEntry("room", code);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ROOM_IS_ARCHIVED", "invalid_room_id", "validation_failed", "ERR_ROOM_NOT_FOUND",
			"ForbiddenError", "user.banned", "unknown-room", "AccessDenied" })
	void asksNoMoreForARoomWhoseRefusalNamesItOrTheCaller(String code) {
		refusedOnce(code);
		assertThat(this.unanswered).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "session_not_found", "ClusterLeaderNotFound", "UPSTREAM_INVALID_RESPONSE", "invalid_state",
			"cache_invalidated", "temporarily_denied", "node_deleted", "already_in_progress" })
	void asksAgainForARoomWhoseRefusalNamesSomethingElse(String code) {
		refusedOnce(code);
		assertThat(this.unanswered).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "rate_limited", "RATE_LIMITED", "rateLimited", "TooManyRequests" })
	void waitsItsTurnQuietlyIfTheServerAsksForThatInAnySpelling(String code) {
		refusedOnce(code);
		assertThat(this.unanswered).hasSize(1);
		assertThat(this.heard).noneMatch(SocketError.class::isInstance);
	}

	private Rooms refusedOnce(String code) {
		Rooms rooms = rooms(10, 50, false);
		this.answering = false;
		rooms.join("room");
		rooms.linkUp();
		this.unanswered.remove(0).accept(new Acknowledgement(false, null, code, null));
		work();
		return rooms;
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void hearsARoomWhoseJoinIsRefusedAfterAnEventOfItAndThenTaken(boolean recovering) {
		Rooms rooms = heardBeforeItsRefusal(recovering);
		work();
		this.unanswered.remove(0).accept(new Acknowledgement(true, null, null, null));
		assertThat(rooms.joined()).containsExactly("room");
		rooms.event(live(write(1)));
		work();
		assertThat(heardMessages()).containsExactly("m0", "m1");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void anEventBringsARoomBackHoweverOftenItsJoinIsRefused(boolean recovering) {
		Rooms rooms = heardBeforeItsRefusal(recovering);
		for (int i = 1; i < 5; i++) {
			assertThat(rooms.refused()).containsOnlyKeys("room");
			rooms.event(live(write(i)));
			assertThat(rooms.joined()).containsExactly("room");
			work();
			this.unanswered.remove(0).accept(new Acknowledgement(false, null, "internal", null));
		}
		rooms.event(live(write(5)));
		work();
		assertThat(heardMessages()).isEqualTo(ids(0, 6));
		assertThat(this.heard).filteredOn(SocketError.class::isInstance).as("told once").hasSize(1);
	}

	/** A room of which an event came before the refusal of its join. */
	private Rooms heardBeforeItsRefusal(boolean recovering) {
		Rooms rooms = rooms(100, 100, recovering);
		this.answering = false;
		rooms.join("room");
		rooms.linkUp();
		rooms.event(live(write(0)));
		this.unanswered.remove(0).accept(new Acknowledgement(false, null, "internal", null));
		return rooms;
	}

	@Test
	void hearsARoomWithoutHistoryWhoseListenersWereSlowBeforeItsJoinWasAnswered() {
		Rooms rooms = rooms(10, 50, false);
		this.answering = false;
		rooms.join("room");
		rooms.linkUp();
		IntStream.range(0, 15).forEach((i) -> rooms.event(live(write(i))));
		this.unanswered.remove(0).accept(new Acknowledgement(true, null, null, null));
		work();
		rooms.event(live(write(15)));
		work();
		assertThat(heardMessages()).endsWith("m15");
		assertThat(this.heard).anyMatch(MessageGap.class::isInstance);
	}

	@Test
	void dropsNoMessageBeyondTheBoundWhenListenersAreSlow() {
		Rooms rooms = joined(10, 50, true);
		this.listening = false;
		IntStream.range(0, 500).forEach((i) -> rooms.event(live(write(i))));
		this.listening = true;
		work();
		assertThat(heardMessages()).isEqualTo(ids(0, 500));
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void tellsOfAGapWhenListenersAreSlowAndThereIsNoHistory() {
		Rooms rooms = joined(10, 50, false);
		IntStream.range(0, 15).forEach((i) -> rooms.event(live(write(i))));
		work();
		rooms.event(live(write(15)));
		work();
		assertThat(heardMessages()).containsExactlyElementsOf(
				IntStream.range(0, 16).filter((i) -> i < 10 || i == 15).mapToObj((i) -> "m" + i).toList());
		assertThat(this.heard.get(10)).isInstanceOf(MessageGap.class);
		assertThat(this.counters.dropped(ChatEventType.MESSAGE)).isEqualTo(5);
	}

	@Test
	void keepsOnlyTheLatestTypingOfAUserWhileListenersAreSlow() {
		Rooms rooms = joined(10, 50, true);
		IntStream.range(0, 6).forEach((i) -> rooms.event(live(write(i))));
		for (int i = 0; i < 100; i++) {
			rooms.event(new UserTyping("room", "usr_" + i % 2, null, Instant.ofEpochSecond(i)));
		}
		work();
		assertThat(this.heard).filteredOn(UserTyping.class::isInstance)
			.extracting(ChatEvent::receivedAt)
			.containsExactlyInAnyOrder(Instant.ofEpochSecond(98), Instant.ofEpochSecond(99));
		assertThat(this.counters.dropped(ChatEventType.USER_TYPING)).isEqualTo(98);
		assertThat(heardMessages()).isEqualTo(ids(0, 6));
	}

	@Test
	void deliversAMessageThatCameLateBetweenTwoOthers() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		write(1);
		rooms.event(live(write(2)));
		rooms.linkDown();
		rooms.linkUp();
		work();
		assertThat(heardMessages()).containsExactlyInAnyOrder("m0", "m1", "m2");
	}

	@Test
	void waitsForRoomInTheSmallestQueueThereIs() {
		Rooms rooms = joined(1, 50, true);
		IntStream.range(0, 20).forEach((i) -> rooms.event(live(write(i))));
		work();
		rooms.linkDown();
		IntStream.range(20, 40).forEach(this::write);
		rooms.linkUp();
		work();
		assertThat(heardMessages()).isEqualTo(ids(0, 40));
	}

	@Test
	void takesNoEventOfBeforeALeaveForTheAnswerToTheNextJoin() {
		Rooms rooms = joined(100, 100, true);
		rooms.event(live(write(0)));
		Message late = write(1);
		rooms.leave("room");
		this.answering = false;
		rooms.join("room");
		rooms.event(live(late));
		// Before the server takes the join, so that it does not come live.
		write(2);
		this.unanswered.forEach((answer) -> answer.accept(new Acknowledgement(true, null, null, null)));
		work();
		assertThat(heardMessages()).contains("m0", "m2").doesNotHaveDuplicates();
	}

	@Test
	void letsNoTypingOvertakeTheNewerOneOfTheSameUser() {
		Rooms rooms = joined(2, 50, true);
		rooms.event(live(write(0)));
		rooms.event(live(write(1)));
		rooms.event(new UserTyping("room", "usr", null, Instant.ofEpochSecond(1)));
		this.onHeard = () -> {
			if (heardMessages().size() == 2 && this.heard.size() == 2) {
				rooms.event(new UserStoppedTyping("room", "usr", null, Instant.ofEpochSecond(2)));
			}
		};
		work();
		assertThat(this.heard.get(this.heard.size() - 1)).isInstanceOf(UserStoppedTyping.class);
	}

	@Test
	void remembersFewOfTheRoomsThatWereLeft() {
		Rooms rooms = rooms(100, 100, true);
		rooms.linkUp();
		for (int i = 0; i < 5000; i++) {
			rooms.join("room " + i);
			rooms.leave("room " + i);
		}
		rooms.event(new UserTyping("room 4999", "usr", null, Instant.EPOCH));
		work();
		assertThat(this.heard).isEmpty();
		assertThat(rooms.left()).isEqualTo(1000);
	}

	@Test
	void asksNoHistoryOfARoomThatWasLeftBeforeItsTurnCame() {
		Rooms rooms = rooms(100, 100, true);
		rooms.linkUp();
		this.reading = false;
		IntStream.range(0, 8).forEach((i) -> rooms.join("room " + i));
		for (int i = 0; i < 1000; i++) {
			rooms.join("another");
			rooms.leave("another");
		}
		this.reading = true;
		this.unread.forEach(Runnable::run);
		assertThat(this.fetched).hasSize(16).doesNotContain("another");
	}

	@Test
	void keepsFewOfTheRoomsThatNobodyJoined() {
		Rooms rooms = rooms(100, 100, true);
		rooms.linkUp();
		IntStream.range(0, 5000).forEach((i) -> rooms.event(new UserTyping("room " + i, "usr", null, Instant.EPOCH)));
		work();
		assertThat(this.heard).hasSize(5000);
		assertThat(rooms.unjoined()).isEqualTo(1000);
	}

	@Test
	void holdsABoundedNumberOfEventsOfRoomsThatNobodyJoined() {
		Rooms rooms = rooms(100, 100, true);
		rooms.linkUp();
		IntStream.range(0, 80_000).forEach((i) -> rooms.event(new UserTyping("room " + i, "usr", null, Instant.EPOCH)));
		assertThat(this.dispatcher.queued()).isBetween(1000, 11_000);
		work();
		assertThat(this.heard).hasSizeLessThanOrEqualTo(11_000);
		assertThat(this.dispatcher.queued()).isZero();
	}

	@Test
	void holdsABoundedSizeOfWhatRoomsSendThatNobodyJoined() {
		Rooms rooms = rooms(100, 100, true);
		rooms.linkUp();
		String large = "x".repeat(50_000);
		for (int i = 0; i < 2_000; i++) {
			String room = "room " + i % 500;
			rooms
				.event(new MessageReceived(new Message("m" + i, room, "usr", null, large, null), false, Instant.EPOCH));
		}
		assertThat(this.dispatcher.queued()).isBetween(1, 11);
		work();
		assertThat(this.dispatcher.queued()).isZero();
		rooms.event(new MessageReceived(new Message("last", "room 1", "usr", null, large, null), false, Instant.EPOCH));
		work();
		assertThat(heardMessages()).endsWith("last");
	}

	/**
	 * World in which every answer comes at once.
	 */
	private final class World implements RoomEffects, Timer {

		@Override
		public void join(String roomId, Consumer<Acknowledgement> answer) {
			RoomsTests.this.joins++;
			if (RoomsTests.this.answering) {
				answer.accept(new Acknowledgement(true, null, null, null));
			}
			else {
				RoomsTests.this.unanswered.add(answer);
			}
		}

		@Override
		public void leave(String roomId) {
		}

		@Override
		public void fetch(String roomId, PaginationParams pagination,
				BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer) {
			RoomsTests tests = RoomsTests.this;
			if (!tests.reading) {
				tests.unread.add(() -> fetch(roomId, pagination, answer));
				return;
			}
			tests.fetched.add(roomId);
			if (tests.failures > 0) {
				tests.failures--;
				ApiError error = new ApiError(tests.status, null, null, "GET", "/messages", "", Map.of(), null);
				tests.work.add(() -> answer.accept(null, ChatApiException.of(error)));
				return;
			}
			List<Message> messages = new ArrayList<>(tests.history);
			Collections.reverse(messages);
			int limit = pagination.limit();
			int from = Math.min(messages.size(), (pagination.page() - 1) * limit);
			answer.accept(new PaginatedResponse<>(messages.subList(from, Math.min(messages.size(), from + limit)),
					pagination.page(), limit, messages.size(), (messages.size() + limit - 1) / limit), null);
		}

		@Override
		public void settled() {
			// Nothing waits for it here.
		}

		@Override
		public String messageEvent() {
			return "message";
		}

		@Override
		public RandomGenerator random() {
			return new SplittableRandom(1);
		}

		@Override
		public void log(ChatEvent event) {
			// Nobody reads it here.
		}

		@Override
		public @Nullable String userId() {
			return "usr_self";
		}

		@Override
		public void report(ChatEvent event) {
			RoomsTests.this.heard.add(event);
		}

		@Override
		public void post(Runnable input) {
			input.run();
		}

		@Override
		public Timer timer() {
			return this;
		}

		@Override
		public Instant now() {
			return Instant.EPOCH;
		}

		@Override
		public long nanos() {
			return 0;
		}

		@Override
		public Runnable schedule(Duration delay, Runnable task) {
			if (delay.compareTo(Duration.ofSeconds(10)) >= 0 && delay.compareTo(Duration.ofSeconds(15)) != 0) {
				// A time-out, which never comes here.
				return () -> {
				};
			}
			RoomsTests.this.work.add(task);
			return () -> RoomsTests.this.work.remove(task);
		}

	}

}
