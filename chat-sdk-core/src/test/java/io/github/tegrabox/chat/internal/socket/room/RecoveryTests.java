package io.github.tegrabox.chat.internal.socket.room;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.tegrabox.chat.error.ApiError;
import io.github.tegrabox.chat.error.ChatApiException;
import io.github.tegrabox.chat.error.ChatNetworkException;
import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageGap;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.SocketError;
import io.github.tegrabox.chat.event.UnknownChatEvent;
import io.github.tegrabox.chat.event.UserTyping;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.socket.dispatch.Dispatcher;
import io.github.tegrabox.chat.internal.socket.dispatch.Listeners;
import io.github.tegrabox.chat.internal.socket.dispatch.SocketCounters;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.UnreadableItem;
import io.github.tegrabox.chat.socket.SocketSettings.Dispatch;
import io.github.tegrabox.chat.wire.MessageOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of how {@link Rooms} read histories and join, in a world whose time stands still
 * until a test moves it.
 */
class RecoveryTests {

	private static final Acknowledgement YES = new Acknowledgement(true, null, null, null);

	private final World world = new World();

	private final SocketCounters counters = new SocketCounters();

	private final Deque<Runnable> work = new ArrayDeque<>();

	private final List<ChatEvent> heard = new ArrayList<>();

	private final List<ChatEvent> reported = new ArrayList<>();

	private final List<Message> history = new ArrayList<>();

	private final Deque<Runnable> calls = new ArrayDeque<>();

	private final Deque<Consumer<Acknowledgement>> joins = new ArrayDeque<>();

	private MessageOrder order = MessageOrder.NEWEST_FIRST;

	private final List<String> fetched = new ArrayList<>();

	private boolean failing;

	private Throwable failure = new ChatNetworkException("away", null);

	private UnaryOperator<PaginatedResponse<Message>> server = (page) -> page;

	private Rooms rooms(int maxMessages) {
		return rooms(maxMessages, true);
	}

	private Rooms rooms(int maxMessages, boolean recovering) {
		Listeners listeners = new Listeners(null, this.counters);
		listeners.addToAll(this.heard::add);
		Dispatcher dispatcher = new Dispatcher(new Dispatch(1, 1000, Duration.ZERO), this.work::add, Runnable::run,
				this.work::add, listeners, this.counters, Duration.ZERO);
		return new Rooms(this.world,
				new RecoveryPolicy(recovering, this.order, maxMessages, Duration.ofSeconds(15), 1000, 1_000_000),
				Duration.ofSeconds(10), dispatcher, this.counters);
	}

	private Message write(int number) {
		Message message = new Message("m" + number, "room", "usr", null, "text", Instant.ofEpochSecond(number));
		this.history.add(message);
		return message;
	}

	private void write(int from, int to) {
		IntStream.range(from, to).forEach(this::write);
	}

	private static ChatEvent live(Message message) {
		return new MessageReceived(message, false, Instant.EPOCH);
	}

	private List<String> messages() {
		return this.heard.stream()
			.filter(MessageReceived.class::isInstance)
			.map((event) -> ((MessageReceived) event).message().id())
			.toList();
	}

	private static List<String> ids(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> "m" + i).toList();
	}

	/** Answers so many calls of the history, and lets listeners work. */
	private void answer(int count) {
		for (int i = 0; i < count && !this.calls.isEmpty(); i++) {
			this.calls.removeFirst().run();
			listen();
		}
	}

	private void answerAll() {
		answer(100_000);
	}

	private void listen() {
		while (!this.work.isEmpty()) {
			this.work.removeFirst().run();
		}
	}

	/** A room that is joined and has heard its first message. */
	private Rooms joined(int maxMessages) {
		Rooms rooms = rooms(maxMessages);
		rooms.prepare();
		rooms.join("room");
		answerAll();
		linkUp(rooms);
		answerAll();
		rooms.event(live(write(0)));
		listen();
		return rooms;
	}

	private void reconnect(Rooms rooms) {
		rooms.linkDown();
		linkUp(rooms);
	}

	/** The link comes back, and the room is joined again. */
	private void linkUp(Rooms rooms) {
		rooms.linkUp();
		this.joins.removeFirst().accept(YES);
	}

	@ParameterizedTest
	@EnumSource
	void aLostLinkThrowsNothingAway(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		write(1, 5_000);
		linkUp(rooms);
		while (messages().size() < 1_000) {
			answer(1);
		}
		rooms.linkDown();
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 5_000));
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	private static SocketError unreadable() {
		return new SocketError("packet_unreadable", "it is no valid JSON", null, Instant.EPOCH);
	}

	@ParameterizedTest
	@EnumSource
	void aMessageThatCannotBeReadComesFromTheHistory(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		write(1);
		rooms.unreadable(unreadable(), true);
		rooms.event(live(write(2)));
		listen();
		assertThat(messages()).as("held, to keep the order").isEqualTo(ids(0, 1));
		this.world.pass(Duration.ofSeconds(1));
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 3));
		rooms.event(live(write(3)));
		listen();
		assertThat(messages()).isEqualTo(ids(0, 4));
		assertThat(this.reported).containsExactly(unreadable());
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void aMessageThatCannotBeReadWhileTheHistoryIsReadIsNotMissed() {
		Rooms rooms = joined(10_000);
		reconnect(rooms);
		write(1);
		rooms.unreadable(unreadable(), true);
		Runnable early = this.calls.removeFirst();
		this.history.remove(1);
		early.run();
		answerAll();
		missesNoMessageNow(rooms);
	}

	/** The first message cannot be read and the second one can: both come, in order. */
	private void missesNoMessageNow(Rooms rooms) {
		write(1);
		rooms.event(live(write(2)));
		listen();
		assertThat(messages()).isEqualTo(ids(0, 1));
		this.world.pass(Duration.ofSeconds(1));
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 3));
	}

	@Test
	void looksForMessagesThatCannotBeReadHoweverManyThereAre() {
		Rooms rooms = joined(10_000);
		int before = this.fetched.size();
		for (int second = 0; second < 300; second++) {
			write(2 * second + 1);
			rooms.unreadable(unreadable(), true);
			rooms.event(live(write(2 * second + 2)));
			this.world.pass(Duration.ofSeconds(1));
			answerAll();
		}
		assertThat(this.fetched.size() - before).isBetween(200, 700);
		this.world.pass(Duration.ofSeconds(1));
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 601));
	}

	@Test
	void aRoomWithoutAHistoryIsLookedAtLessAndLessOften() {
		Rooms rooms = joined(10_000);
		this.failing = true;
		this.failure = new IllegalArgumentException();
		for (int second = 1; second <= 600; second++) {
			rooms.unreadable(unreadable(), true);
			rooms.event(live(write(second)));
			this.world.pass(Duration.ofSeconds(1));
			answerAll();
			listen();
		}
		assertThat(messages()).isEqualTo(ids(0, 601));
		assertThat(this.heard).filteredOn(MessageGap.class::isInstance).hasSizeBetween(5, 20);
		assertThat(this.fetched).hasSizeLessThan(40);
	}

	@Test
	void whatTurnsOutToBeNoMessageIsLookedForLessAndLessOften() {
		Rooms rooms = joined(10_000);
		int before = this.fetched.size();
		int held = 0;
		for (int second = 1; second <= 600; second++) {
			rooms.unreadable(unreadable(), true);
			rooms.event(live(write(second)));
			listen();
			held += (messages().size() <= second) ? 1 : 0;
			this.world.pass(Duration.ofSeconds(1));
			answerAll();
			assertThat(messages()).isEqualTo(ids(0, second + 1));
		}
		assertThat(held).isBetween(5, 20);
		assertThat(this.fetched.size() - before).isLessThan(40);
		assertThat(this.reported).hasSize(600);
	}

	@Test
	void whatCannotBeReadNowAndThenIsLookedForSoon() {
		Rooms rooms = joined(10_000);
		for (int hour = 1; hour < 50; hour++) {
			this.world.pass(Duration.ofHours(1));
			write(hour);
			rooms.unreadable(unreadable(), true);
			this.world.pass(Duration.ofMillis(100));
			answerAll();
			assertThat(messages()).isEqualTo(ids(0, hour + 1));
		}
	}

	@Test
	void whatNoClientCanReadIsNotLookedForByAllAtTheSameMoment() {
		List<Rooms> clients = IntStream.range(0, 10).mapToObj((i) -> joined(10_000)).toList();
		clients.forEach((client) -> client.unreadable(unreadable(), true));
		this.world.pass(Duration.ofMillis(75));
		assertThat(this.calls).hasSizeBetween(1, 9);
		this.world.pass(Duration.ofMillis(25));
		assertThat(this.calls).hasSize(10);
	}

	@Test
	void aMessageThatCannotBeReadBeforeTheAnswerToTheJoinIsNotMissed() {
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		rooms.linkUp();
		rooms.unreadable(unreadable(), true);
		this.joins.removeFirst().accept(YES);
		answerAll();
		missesNoMessageNow(rooms);
	}

	@Test
	void aHistoryThatWasRefusedWhileListenersWereSlowIsReadToItsEnd() {
		Rooms rooms = joined(10_000);
		write(1, 3_000);
		reconnect(rooms);
		while (this.counters.recoveredCount() < 1_000) {
			this.calls.removeFirst().run();
		}
		this.failure = new IllegalArgumentException();
		this.failing = true;
		this.calls.removeFirst().run();
		this.failing = false;
		rooms.unreadable(unreadable(), true);
		this.world.pass(Duration.ofSeconds(1));
		this.world.postponing = true;
		listen();
		while (!this.calls.isEmpty()) {
			this.calls.removeFirst().run();
		}
		this.world.postponing = false;
		assertThat(this.world.postponed).as("told of space before the lane was full again").hasSize(1);
		this.world.postponed.removeFirst().run();
		listen();
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 3_000));
	}

	@Test
	void aRoomThatIsRefusedIsNotReadForWhatCannotBeRead() {
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		rooms.linkUp();
		rooms.unreadable(unreadable(), true);
		this.joins.removeFirst().accept(no("forbidden"));
		this.world.pass(Duration.ofMinutes(1));
		assertThat(this.calls).isEmpty();
	}

	@Test
	void aFloodOfWhatCannotBeReadIsNoFloodOfGaps() {
		Rooms rooms = rooms(10_000, false);
		rooms.linkUp();
		rooms.join("room");
		this.world.pass(Duration.ofSeconds(30));
		this.joins.removeFirst().accept(YES);
		for (int message = 0; message < 3; message++) {
			IntStream.range(0, 1_000).forEach((i) -> rooms.unreadable(unreadable(), true));
			rooms.event(live(write(message)));
		}
		IntStream.range(0, 1_000).forEach((i) -> rooms.unreadable(unreadable(), true));
		this.world.pass(Duration.ofSeconds(1));
		listen();
		assertThat(this.heard).hasSize(7);
		for (int i = 0; i < 7; i++) {
			assertThat(this.heard.get(i)).isInstanceOf((i % 2 == 0) ? MessageGap.class : MessageReceived.class);
		}
		this.world.pass(Duration.ofMinutes(1));
		rooms.linkDown();
		listen();
		assertThat(this.heard).hasSize(7);
	}

	@Test
	void aGapThatIsStillToBeToldIsToldWhenTheLinkEnds() {
		Rooms rooms = rooms(10_000);
		rooms.linkUp();
		rooms.join("room");
		this.world.pass(Duration.ofSeconds(30));
		this.joins.removeFirst().accept(YES);
		rooms.unreadable(unreadable(), true);
		answerAll();
		rooms.linkDown();
		listen();
		assertThat(this.heard).singleElement().isInstanceOf(MessageGap.class);
	}

	@Test
	void whatCannotBeReadIsAGapWhereTheHistoryTellsNothing() {
		Rooms rooms = rooms(10_000);
		rooms.linkUp();
		rooms.join("room");
		this.world.pass(Duration.ofSeconds(30));
		this.joins.removeFirst().accept(YES);
		IntStream.range(0, 1_000).forEach((i) -> rooms.unreadable(unreadable(), true));
		rooms.event(live(write(0)));
		listen();
		assertThat(this.heard).hasSize(2).first().isInstanceOf(MessageGap.class);
		assertThat(messages()).isEqualTo(ids(0, 1));
	}

	@Test
	void anotherEventThatCannotBeReadHoldsNothing() {
		Rooms rooms = joined(10_000);
		int before = this.fetched.size();
		rooms.unreadable(unreadable(), false);
		rooms.event(live(write(1)));
		listen();
		assertThat(messages()).isEqualTo(ids(0, 2));
		this.world.pass(Duration.ofMinutes(1));
		answerAll();
		assertThat(this.fetched).hasSize(before);
		assertThat(this.reported).containsExactly(unreadable());
	}

	/** A room that is joined and has heard nothing. */
	private Rooms quiet() {
		Rooms rooms = rooms(1000);
		rooms.prepare();
		rooms.join("room");
		answerAll();
		linkUp(rooms);
		answerAll();
		return rooms;
	}

	private List<SocketError> errors() {
		return this.reported.stream().filter(SocketError.class::isInstance).map(SocketError.class::cast).toList();
	}

	@Test
	void tellsOfMessagesThatAreWrittenAndNeverHeard() {
		Rooms rooms = quiet();
		rooms.event(new UnknownChatEvent("newMessage", null, Instant.EPOCH));
		write(1);
		this.world.pass(Duration.ofSeconds(30));
		answerAll();
		assertThat(errors()).isEmpty();
		this.world.pass(Duration.ofSeconds(10));
		assertThat(errors()).singleElement().satisfies((error) -> {
			assertThat(error.code()).isEqualTo("messages_unheard");
			assertThat(error.roomId()).isEqualTo("room");
			assertThat(error.message()).contains("newMessage", "chat-doctor", "chat.wire");
		});
		assertThat(messages()).containsExactly("m1");
		this.world.pass(Duration.ofDays(1));
		answerAll();
		assertThat(errors()).hasSize(1);
	}

	@Test
	void tellsNothingOfAMessageThatIsOnItsWay() {
		Rooms rooms = quiet();
		Message message = write(1);
		this.world.pass(Duration.ofSeconds(30));
		answerAll();
		rooms.event(live(message));
		this.world.pass(Duration.ofDays(1));
		answerAll();
		assertThat(errors()).isEmpty();
		assertThat(messages()).containsExactly("m1");
	}

	@Test
	void looksForMessagesLessAndLessOftenAndNoMoreAfterTheFirst() {
		Rooms rooms = quiet();
		int before = this.fetched.size();
		for (int minute = 0; minute < 24 * 60; minute++) {
			this.world.pass(Duration.ofMinutes(1));
			answerAll();
		}
		assertThat(this.fetched.size() - before).isBetween(100, 300);
		rooms.event(live(write(1)));
		listen();
		int after = this.fetched.size();
		this.world.pass(Duration.ofDays(1));
		answerAll();
		assertThat(this.fetched).hasSize(after);
		assertThat(messages()).containsExactly("m1");
	}

	@Test
	void looksAtOneRoomAfterTheOther() {
		Rooms rooms = quiet();
		rooms.join("other");
		answerAll();
		this.joins.removeFirst().accept(YES);
		answerAll();
		this.fetched.clear();
		while (this.fetched.size() < 6) {
			this.world.pass(Duration.ofMinutes(1));
			answerAll();
		}
		assertThat(this.fetched).containsExactly("room", "other", "room", "other", "room", "other");
	}

	@Test
	void aHistoryThatCannotBeLookedAtHoldsNoMessageBack() {
		Rooms rooms = quiet();
		this.failing = true;
		this.world.pass(Duration.ofSeconds(30));
		answerAll();
		rooms.event(live(write(1)));
		listen();
		assertThat(messages()).containsExactly("m1");
		rooms.event(live(write(2)));
		listen();
		assertThat(messages()).containsExactly("m1", "m2");
	}

	@Test
	void whatWasMissedBeforeALateJoinIsReadThoughAMessageIsHeard() {
		Rooms rooms = rooms(1000);
		rooms.prepare();
		rooms.join("room");
		rooms.join("other");
		answerAll();
		rooms.linkUp();
		Consumer<Acknowledgement> late = this.joins.removeFirst();
		this.joins.removeFirst().accept(YES);
		answerAll();
		this.world.pass(Duration.ofSeconds(10));
		answerAll();
		for (int i = 0; i < 600 && this.calls.isEmpty(); i++) {
			this.world.pass(Duration.ofMillis(100));
		}
		write(1);
		late.accept(YES);
		rooms.event(live(write(2)));
		answerAll();
		assertThat(messages()).containsExactly("m1", "m2");
	}

	@Test
	void aHistoryThatCannotBeLookedAtIsNoGap() {
		Rooms rooms = quiet();
		this.failing = true;
		for (int minute = 0; minute < 60; minute++) {
			this.world.pass(Duration.ofMinutes(1));
			answerAll();
		}
		this.failing = false;
		rooms.event(live(write(1)));
		listen();
		for (int minute = 0; minute < 60; minute++) {
			this.world.pass(Duration.ofMinutes(1));
			answerAll();
		}
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
		assertThat(messages()).containsExactly("m1");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 7 })
	void deliversTheFirstMessageEarlyAndAllWhileOthersAreWritten(int writtenPerCall) {
		Rooms rooms = joined(20_000);
		rooms.linkDown();
		write(1, 10_000);
		linkUp(rooms);
		int before = this.fetched.size();
		while (messages().size() < 2) {
			answer(1);
		}
		assertThat(this.fetched.size() - before).isLessThan(25);
		while (!this.calls.isEmpty() && this.history.size() < 12_000) {
			IntStream.range(0, writtenPerCall).forEach((i) -> rooms.event(live(write(this.history.size()))));
			answer(1);
		}
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, this.history.size()));
		assertThat(this.fetched.size() - before).isLessThan(600);
	}

	@ParameterizedTest
	@EnumSource
	void getsThroughARushOfMoreMessagesThanItCanRead(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(100_000);
		rooms.linkDown();
		write(1, 1_000);
		linkUp(rooms);
		for (int call = 0; call < 200; call++) {
			IntStream.range(0, 150).forEach((i) -> rooms.event(live(write(this.history.size()))));
			answer(1);
			this.world.pass(Duration.ofMillis(10));
		}
		for (int second = 0; second < 60; second++) {
			answerAll();
			this.world.pass(Duration.ofSeconds(1));
		}
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
		assertThat(messages()).isEqualTo(ids(0, this.history.size()));
	}

	@Test
	void asksForFewPagesAtATime() {
		Rooms rooms = joined(20_000);
		write(1, 10_000);
		reconnect(rooms);
		while (!this.calls.isEmpty()) {
			assertThat(this.calls.size()).isLessThanOrEqualTo(3);
			answer(1);
		}
		assertThat(messages()).isEqualTo(ids(0, 10_000));
	}

	@ParameterizedTest
	@EnumSource
	void trustsNoTotal(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		this.server = (page) -> new PaginatedResponse<>(page.items(), page.page(), page.limit(), Integer.MAX_VALUE,
				Integer.MAX_VALUE);
		write(1, 3_000);
		reconnect(rooms);
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 3_000));
		assertThat(this.fetched).hasSizeLessThan(400);
	}

	@ParameterizedTest
	@EnumSource
	void aHistoryThatShowsOnePageForEverEnds(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		List<Message> page = IntStream.range(500, 600)
			.mapToObj((i) -> new Message("m" + i, "room", "usr", null, "text", Instant.ofEpochSecond(i)))
			.toList();
		this.server = (any) -> new PaginatedResponse<>((order == MessageOrder.NEWEST_FIRST) ? reversed(page) : page,
				any.page(), 100, Integer.MAX_VALUE, Integer.MAX_VALUE);
		reconnect(rooms);
		answer(500);
		assertThat(this.calls).isEmpty();
		assertThat(this.heard).anyMatch(MessageGap.class::isInstance);
		rooms.event(live(write(700)));
		listen();
		assertThat(messages()).endsWith("m700");
	}

	@ParameterizedTest
	@CsvSource({ "NEWEST_FIRST,120", "NEWEST_FIRST,50", "OLDEST_FIRST,120", "OLDEST_FIRST,50" })
	void aHistoryWithoutPageNumbersIsAGapWhereMoreWasMissedThanItShows(MessageOrder order, int missed) {
		this.order = order;
		this.server = (any) -> {
			int size = Math.min(50, this.history.size());
			boolean newestFirst = order == MessageOrder.NEWEST_FIRST;
			List<Message> shown = newestFirst ? reversed(this.history).subList(0, size) : this.history.subList(0, size);
			int more = (size < this.history.size()) ? 1 : 0;
			return new PaginatedResponse<>(shown, any.page(), size, (long) any.page() * size + more, any.page() + more);
		};
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		write(1, 1 + missed);
		linkUp(rooms);
		answer(500);
		assertThat(this.calls).isEmpty();
		assertThat(this.heard).anyMatch(MessageGap.class::isInstance);
		rooms.event(live(write(700)));
		listen();
		assertThat(messages()).endsWith("m700").doesNotHaveDuplicates();
	}

	private static <T> List<T> reversed(List<T> list) {
		List<T> reversed = new ArrayList<>(list);
		Collections.reverse(reversed);
		return reversed;
	}

	@ParameterizedTest
	@EnumSource
	void readsAServerThatHasItsOwnIdeaOfAPage(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		write(1, 500);
		this.world.pageSize = 20;
		linkUp(rooms);
		for (int i = 0; i < 1_000 && !this.calls.isEmpty(); i++) {
			if (this.history.size() < 600) {
				rooms.event(live(write(this.history.size())));
			}
			answer(1);
		}
		assertThat(messages()).isEqualTo(ids(0, this.history.size()));
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@ParameterizedTest
	@CsvSource({ "NEWEST_FIRST,true", "NEWEST_FIRST,false", "OLDEST_FIRST,true", "OLDEST_FIRST,false" })
	void readsAServerThatHasSmallerPagesAndDoesNotTell(MessageOrder order, boolean counting) {
		this.order = order;
		// As a page is read whose limit, and whose total perhaps, is not told.
		this.server = (page) -> untold(page, counting);
		this.world.pageSize = 20;
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		write(1, 500);
		linkUp(rooms);
		for (int i = 0; i < 1_000 && messages().size() < this.history.size(); i++) {
			if (this.history.size() < 600) {
				rooms.event(live(write(this.history.size())));
			}
			if (this.calls.isEmpty()) {
				this.world.pass(Duration.ofSeconds(1));
			}
			answer(1);
		}
		assertThat(messages()).isEqualTo(ids(0, this.history.size()));
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	private static PaginatedResponse<Message> untold(PaginatedResponse<Message> page, boolean counting) {
		int size = page.items().size();
		long total = counting ? page.total() : (long) page.page() * size;
		int pages = (size > 0) ? (int) ((total + size - 1) / size) : page.page();
		return new PaginatedResponse<>(page.items(), page.page(), size, total, pages);
	}

	@Test
	void idsThatBeginAgainAfterAResetAreNoDuplicates() {
		Rooms rooms = joined(10_000);
		IntStream.range(1, 9).forEach((i) -> rooms.event(live(write(i))));
		listen();
		this.heard.clear();
		rooms.linkDown();
		this.history.clear();
		IntStream.range(0, 3).forEach((i) -> writeAnew(i));
		linkUp(rooms);
		answerAll();
		IntStream.range(3, 8).forEach((i) -> rooms.event(live(writeAnew(i))));
		listen();
		assertThat(this.heard.get(0)).isInstanceOf(MessageGap.class);
		assertThat(messages()).isEqualTo(ids(0, 8));
	}

	private Message writeAnew(int number) {
		Message message = new Message("m" + number, "room", "usr", null, "new", Instant.ofEpochSecond(10_000 + number));
		this.history.add(message);
		return message;
	}

	@Test
	void anItemThatCannotBeReadHarmsNoOther() {
		Rooms rooms = joined(10_000);
		write(1, 6);
		this.server = (page) -> {
			List<Message> items = new ArrayList<>(page.items());
			int index = items.stream().map(Message::id).toList().indexOf("m3");
			if (index < 0) {
				return page;
			}
			items.remove(index);
			return new PaginatedResponse<>(items, page.page(), page.limit(), page.total(), page.totalPages(),
					List.of(new UnreadableItem(index, "The message lacks 'content'", Map.of("id", "m3"))));
		};
		reconnect(rooms);
		answerAll();
		assertThat(messages()).containsExactly("m0", "m1", "m2", "m4", "m5");
		assertThat(this.heard.get(3)).isInstanceOfSatisfying(UnknownChatEvent.class, (event) -> {
			assertThat(event.name()).isEqualTo("message");
			assertThat(event.payload()).isEqualTo(Map.of("id", "m3"));
		});
		reconnect(rooms);
		answerAll();
		assertThat(this.heard).hasSize(6);
	}

	/** From now on, the server shows nothing but {@code null} in place of messages. */
	private void ruin(Predicate<String> ids) {
		ruin(ids, null);
	}

	private void ruin(Predicate<String> ids, @Nullable Object instead) {
		this.server = (page) -> {
			List<Message> items = new ArrayList<>();
			List<UnreadableItem> unreadable = new ArrayList<>();
			for (int i = 0; i < page.items().size(); i++) {
				if (ids.test(page.items().get(i).id())) {
					unreadable.add(new UnreadableItem(i, "The message lacks 'id'", instead));
				}
				else {
					items.add(page.items().get(i));
				}
			}
			return new PaginatedResponse<>(items, page.page(), page.limit(), page.total(), page.totalPages(),
					unreadable);
		};
	}

	/** The ids of what was heard, and {@code ?} for what could not be read. */
	private List<String> heardInOrder() {
		return this.heard.stream()
			.map((event) -> (event instanceof MessageReceived received) ? received.message().id()
					: (event instanceof UnknownChatEvent) ? "?" : event.toString())
			.toList();
	}

	private static List<String> ids(int from, int to, Predicate<String> ruined) {
		return ids(from, to).stream().map((id) -> ruined.test(id) ? "?" : id).toList();
	}

	private static Predicate<String> between(int from, int to) {
		return ids(from, to)::contains;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void anIdThatIsBlankIsNone(String id) {
		Rooms rooms = joined(10_000);
		write(1, 6);
		ruin(Set.of("m2", "m4")::contains, Map.of("id", id));
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).containsExactly("m0", "m1", "?", "m3", "?", "m5");
	}

	@ParameterizedTest
	@EnumSource
	void equalItemsWithoutAnIdAreToldEachInItsPlace(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		write(1, 6);
		ruin(Set.of("m2", "m4")::contains);
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).containsExactly("m0", "m1", "?", "m3", "?", "m5");
	}

	@ParameterizedTest
	@EnumSource
	void anItemWithoutAnIdIsNotTheOneAtWhichTheRoomBegan(MessageOrder order) {
		this.order = order;
		write(0, 10);
		ruin(Set.of("m9", "m11")::contains);
		Rooms rooms = quiet();
		rooms.linkDown();
		write(10, 13);
		linkUp(rooms);
		answerAll();
		assertThat(heardInOrder()).containsExactly("m10", "?", "m12");
	}

	@ParameterizedTest
	@EnumSource
	void equalItemsWithoutAnIdDoNotMakePagesOverlap(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		Predicate<String> ruined = Set.of("m50", "m120")::contains;
		ruin(ruined);
		write(1, 251);
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).isEqualTo(ids(0, 251, ruined));
	}

	@ParameterizedTest
	@EnumSource
	void anItemWithoutAnIdThatWasToldIsNotThePosition(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		Predicate<String> ruined = Set.of("m2", "m290")::contains;
		ruin(ruined);
		write(1, 4);
		reconnect(rooms);
		answerAll();
		write(4, 301);
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).isEqualTo(ids(0, 301, ruined));
	}

	@ParameterizedTest
	@EnumSource
	void anItemWithoutAnIdIsNotToldAgain(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		Predicate<String> ruined = Set.of("m2", "m3", "m5", "m6", "m7")::contains;
		ruin(ruined);
		write(1, 7);
		reconnect(rooms);
		answerAll();
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).isEqualTo(ids(0, 7, ruined));
		write(7, 9);
		reconnect(rooms);
		answerAll();
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).isEqualTo(ids(0, 9, ruined));
	}

	@ParameterizedTest
	@CsvSource({ "NEWEST_FIRST,3", "NEWEST_FIRST,30", "NEWEST_FIRST,250", "OLDEST_FIRST,3", "OLDEST_FIRST,30",
			"OLDEST_FIRST,250" })
	void manyItemsInARowWithoutAnIdHarmNoOther(MessageOrder order, int count) {
		this.order = order;
		Rooms rooms = joined(10_000);
		Predicate<String> ruined = between(260 - count, 260);
		ruin(ruined);
		write(1, 700);
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).isEqualTo(ids(0, 700, ruined));
	}

	@ParameterizedTest
	@EnumSource
	void manyItemsInARowWithoutAnIdHarmNoOtherWhileMessagesAreWritten(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		Predicate<String> ruined = between(200, 230);
		ruin(ruined);
		rooms.linkDown();
		write(1, 500);
		linkUp(rooms);
		while (!this.calls.isEmpty() && this.history.size() < 600) {
			rooms.event(live(write(this.history.size())));
			answer(1);
		}
		answerAll();
		assertThat(heardInOrder()).isEqualTo(ids(0, this.history.size(), ruined));
	}

	@ParameterizedTest
	@EnumSource
	void trustsNoTotalAtItemsWithoutAnId(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(10_000);
		Predicate<String> ruined = between(95, 105);
		ruin(ruined);
		UnaryOperator<PaginatedResponse<Message>> honest = this.server;
		this.server = (page) -> new PaginatedResponse<>(honest.apply(page).items(), page.page(), page.limit(),
				Integer.MAX_VALUE, Integer.MAX_VALUE, honest.apply(page).unreadable());
		write(1, 105);
		for (int i = 0; i < 3; i++) {
			reconnect(rooms);
			answer(500);
			assertThat(this.calls).isEmpty();
			assertThat(heardInOrder()).isEqualTo(ids(0, 105, ruined));
		}
	}

	@ParameterizedTest
	@CsvSource({ "NEWEST_FIRST,60,1", "NEWEST_FIRST,60,10", "NEWEST_FIRST,60,40", "NEWEST_FIRST,5,5",
			"OLDEST_FIRST,101,1", "OLDEST_FIRST,105,10", "OLDEST_FIRST,60,40", "OLDEST_FIRST,5,5" })
	void beginsAfterItemsWithoutAnId(MessageOrder order, int before, int count) {
		this.order = order;
		write(0, before);
		Predicate<String> ruined = between(before - count, before);
		ruin(ruined);
		Rooms rooms = quiet();
		this.world.pass(Duration.ofMinutes(30));
		answerAll();
		assertThat(this.heard).isEmpty();
		assertThat(errors()).isEmpty();
		rooms.linkDown();
		write(before, before + 3);
		linkUp(rooms);
		answerAll();
		assertThat(heardInOrder()).isEqualTo(ids(before, before + 3));
	}

	@ParameterizedTest
	@EnumSource
	void aHistoryThatEndsWithNothingToRecognizeIsHeardFromTheJoinOn(MessageOrder order) {
		this.order = order;
		write(0, 400);
		ruin(between(100, 400));
		Rooms rooms = rooms(1000);
		rooms.linkUp();
		rooms.join("room");
		answerAll();
		this.joins.removeFirst().accept(YES);
		answerAll();
		rooms.event(live(write(400)));
		listen();
		write(401);
		reconnect(rooms);
		answerAll();
		assertThat(heardInOrder()).containsExactly("m400", "m401");
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsToldAgainAfterAGapThatEndsWithNothingToRecognize(MessageOrder order) {
		this.order = order;
		Rooms rooms = joined(100);
		ruin(between(150, 400));
		write(1, 400);
		reconnect(rooms);
		answerAll();
		rooms.linkDown();
		rooms.linkUp();
		answerAll();
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(this.heard).filteredOn(MessageGap.class::isInstance).isNotEmpty();
		assertThat(messages()).containsExactly("m0");
		rooms.event(live(write(400)));
		listen();
		write(401);
		reconnect(rooms);
		answerAll();
		assertThat(messages()).containsExactly("m0", "m400", "m401");
	}

	@Test
	void readsWithoutAConnectionOnceThatIsAwayForLong() {
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		write(1, 50);
		this.world.pass(Duration.ofSeconds(14));
		answerAll();
		assertThat(messages()).hasSize(1);
		this.world.pass(Duration.ofSeconds(2));
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 50));
		write(50, 60);
		this.world.pass(Duration.ofSeconds(30));
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 60));
		int before = this.fetched.size();
		rooms.rest();
		this.world.pass(Duration.ofMinutes(5));
		answerAll();
		assertThat(this.fetched).hasSize(before);
	}

	@Test
	void recoversWhatWasWrittenWhileNoConnectionWasWanted() {
		Rooms rooms = joined(10_000);
		rooms.rest();
		write(1, 20);
		rooms.prepare();
		linkUp(rooms);
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 20));
	}

	// Joins

	private static Acknowledgement no(String code) {
		return new Acknowledgement(false, null, code, null);
	}

	@Test
	void joinsAgainWhenTheRefusalMayPass() {
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		rooms.linkUp();
		this.joins.removeFirst().accept(no("internal"));
		write(1);
		assertThat(rooms.refused()).containsEntry("room", "internal");
		assertThat(rooms.joined()).isEmpty();
		assertThat(this.reported).hasSize(1).allMatch(SocketError.class::isInstance);
		this.world.pass(Duration.ofSeconds(1));
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(rooms.joined()).containsExactly("room");
		assertThat(rooms.refused()).isEmpty();
		assertThat(messages()).isEqualTo(ids(0, 2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "already_joined", "ALREADY_A_MEMBER", "already_in", "userAlreadyInRoom",
			"The user is already in the room", "You are already in this channel." })
	void aRoomThatIsJoinedAlreadyIsJoined(String code) {
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		write(1);
		rooms.linkUp();
		this.joins.removeFirst().accept(code.contains(" ") ? new Acknowledgement(false, null, null, code) : no(code));
		answerAll();
		assertThat(rooms.joined()).containsExactly("room");
		assertThat(rooms.refused()).isEmpty();
		assertThat(messages()).isEqualTo(ids(0, 2));
		assertThat(this.reported).isEmpty();
		this.world.pass(Duration.ofHours(1));
		assertThat(this.joins).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "already_invited", "ALREADY_IN_USE", "alreadyInactive", "The name is already in use",
			"You are already in another room" })
	void aRefusalThatOnlyBeginsLikeThatIsNone(String code) {
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		rooms.linkUp();
		this.joins.removeFirst().accept(code.contains(" ") ? new Acknowledgement(false, null, null, code) : no(code));
		answerAll();
		assertThat(rooms.joined()).isEmpty();
		assertThat(rooms.refused()).hasSize(1);
	}

	@Test
	void doesNotInsistWhereTheServerWillNotHaveIt() {
		Rooms rooms = joined(10_000);
		rooms.linkDown();
		rooms.linkUp();
		this.joins.removeFirst().accept(no("forbidden"));
		this.world.pass(Duration.ofHours(1));
		assertThat(this.joins).isEmpty();
		assertThat(rooms.refused()).containsEntry("room", "forbidden");
	}

	@Test
	void joinsMoreSlowlyOnceTheServerSaysThatItIsTooMuch() {
		Rooms rooms = rooms(10_000);
		rooms.linkUp();
		IntStream.range(0, 60).forEach((i) -> rooms.join("room " + i));
		answerAll();
		assertThat(this.joins).as("all at once").hasSize(60);
		for (int i = 0; i < 60; i++) {
			this.joins.removeFirst().accept((i < 20) ? YES : no("rate_limited"));
		}
		assertThat(rooms.joined()).hasSize(20);
		for (int i = 0; i < 600 && rooms.joined().size() < 60; i++) {
			this.world.pass(Duration.ofMillis(100));
			assertThat(this.joins).hasSizeLessThanOrEqualTo(1);
			while (!this.joins.isEmpty()) {
				this.joins.removeFirst().accept(YES);
			}
			answerAll();
		}
		assertThat(rooms.joined()).hasSize(60);
		assertThat(this.reported).isEmpty();
	}

	@Test
	void tellsOfAJoinThatIsNotAnsweredAlthoughOthersAre() {
		Rooms rooms = joined(10_000);
		rooms.join("other");
		answerAll();
		this.joins.clear();
		this.world.pass(Duration.ofSeconds(10));
		answerAll();
		assertThat(rooms.refused()).containsEntry("other", "join_unanswered");
		assertThat(this.reported).singleElement()
			.isInstanceOfSatisfying(SocketError.class, (error) -> assertThat(error.roomId()).isEqualTo("other"));
		this.world.pass(Duration.ofSeconds(1));
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(rooms.joined()).containsExactlyInAnyOrder("room", "other");
	}

	@Test
	void aRoomThatIsHeardNeedsNoAnswerToItsJoin() {
		Rooms rooms = joined(10_000);
		rooms.join("other");
		answerAll();
		rooms.event(new UserTyping("other", "usr", null, Instant.EPOCH));
		this.world.pass(Duration.ofSeconds(10));
		answerAll();
		assertThat(rooms.joined()).containsExactlyInAnyOrder("room", "other");
		assertThat(rooms.refused()).isEmpty();
		assertThat(this.reported).isEmpty();
	}

	@Test
	void takesAServerThatAnswersNoJoinAtItsWord() {
		Rooms rooms = rooms(10_000);
		rooms.linkUp();
		rooms.join("room");
		answerAll();
		this.world.pass(Duration.ofSeconds(11));
		answerAll();
		assertThat(rooms.joined()).containsExactly("room");
		assertThat(this.reported).isEmpty();
	}

	@Test
	void hearsARefusalThatComesAfterTheServerWasTakenAtItsWord() {
		Rooms rooms = takenAtItsWord();
		this.joins.removeFirst().accept(no("room_not_found"));
		assertThat(rooms.refused()).containsEntry("room", "room_not_found");
		assertThat(rooms.joined()).isEmpty();
		assertThat(this.reported).singleElement()
			.isInstanceOfSatisfying(SocketError.class, (error) -> assertThat(error.roomId()).isEqualTo("room"));
		this.world.pass(Duration.ofHours(1));
		assertThat(this.joins).isEmpty();
	}

	@Test
	void joinsAgainWhenALateRefusalMayPass() {
		Rooms rooms = takenAtItsWord();
		this.joins.removeFirst().accept(no("internal"));
		assertThat(rooms.refused()).containsEntry("room", "internal");
		this.world.pass(Duration.ofSeconds(1));
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(rooms.joined()).containsExactly("room");
		rooms.event(live(write(0)));
		listen();
		assertThat(messages()).containsExactly("m0");
	}

	/** A room whose join is not answered, as none is. */
	private Rooms takenAtItsWord() {
		Rooms rooms = rooms(10_000);
		rooms.linkUp();
		rooms.join("room");
		answerAll();
		this.world.pass(Duration.ofSeconds(11));
		answerAll();
		assertThat(rooms.joined()).containsExactly("room");
		return rooms;
	}

	@Test
	void aJoinThatWaitsItsTurnDoesNotGoOutAfterTheRoomWasLeft() {
		Rooms rooms = joined(10_000);
		rooms.join("slow");
		answerAll();
		this.joins.removeFirst().accept(no("rate_limited"));
		this.world.pass(Duration.ofMillis(100));
		this.joins.removeFirst().accept(YES);
		rooms.join("other");
		answerAll();
		this.world.pass(Duration.ofMillis(100));
		Consumer<Acknowledgement> late = this.joins.removeFirst();
		this.world.pass(Duration.ofSeconds(10));
		assertThat(rooms.refused()).containsEntry("other", "join_unanswered");
		IntStream.range(0, 20).forEach((i) -> rooms.join("room " + i));
		answerAll();
		// The next join of the room comes behind these.
		this.world.pass(Duration.ofSeconds(1));
		this.joins.clear();
		late.accept(YES);
		rooms.leave("other");
		IntStream.range(0, 20).forEach((i) -> rooms.leave("room " + i));
		this.world.pass(Duration.ofSeconds(30));
		assertThat(this.joins).isEmpty();
	}

	// Rooms of a group

	@Test
	void goesOnWhereTheGroupIsHoweverMuchWasMissed() {
		write(0, 3_000);
		Rooms rooms = rooms(100);
		Group group = new Group();
		group.stored.put("room", new RoomPosition(List.of(new RoomPosition.Handled("m9", Instant.ofEpochSecond(9)))));
		rooms.share(group);
		rooms.join("room");
		linkUp(rooms);
		answerAll();
		assertThat(messages()).isEqualTo(ids(10, 3_000));
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void beginsARoomOfTheGroupHereAndStoresThatFirst() {
		write(0, 30);
		Rooms rooms = rooms(100);
		Group group = new Group();
		group.failures = 3;
		rooms.share(group);
		rooms.prepare();
		rooms.join("room");
		boolean[] ready = { false };
		rooms.whenReady(() -> ready[0] = true);
		assertThat(ready).as("the connection waits for no room").containsExactly(true);
		rooms.linkUp();
		rooms.event(live(write(30)));
		answerAll();
		assertThat(this.heard).isEmpty();
		assertThat(this.joins).as("no position, no join").isEmpty();
		for (int i = 0; i < 100 && this.joins.isEmpty(); i++) {
			this.world.pass(Duration.ofSeconds(1));
			answerAll();
		}
		assertThat(group.stored).containsKey("room");
		this.joins.removeFirst().accept(YES);
		write(31);
		answerAll();
		assertThat(messages()).containsSubsequence("m31").doesNotContain("m29");
	}

	@ParameterizedTest
	@CsvSource({ "NEWEST_FIRST,1", "NEWEST_FIRST,20", "OLDEST_FIRST,1", "OLDEST_FIRST,20" })
	void beginsARoomOfTheGroupAfterItemsWithoutAnId(MessageOrder order, int count) {
		this.order = order;
		write(0, 101);
		ruin(between(101 - count, 101));
		Rooms rooms = rooms(100);
		Group group = new Group();
		rooms.share(group);
		rooms.linkUp();
		rooms.join("room");
		answerAll();
		assertThat(group.stored.get("room").handled()).last()
			.extracting(RoomPosition.Handled::id)
			.isEqualTo("m" + (100 - count));
		write(101, 105);
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(messages()).isEqualTo(ids(101, 105));
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void aRoomOfTheGroupDoesNotBeginWhereNothingCanBeRecognized() {
		write(0, 400);
		ruin(between(100, 400));
		Rooms rooms = rooms(100);
		Group group = new Group();
		rooms.share(group);
		rooms.linkUp();
		rooms.join("room");
		answerAll();
		assertThat(group.stored).isEmpty();
		assertThat(errors()).extracting(SocketError::code).containsExactly("no_position");
		write(400);
		this.world.pass(Duration.ofSeconds(10));
		answerAll();
		this.joins.removeFirst().accept(YES);
		write(401);
		answerAll();
		assertThat(heardInOrder()).containsExactly("m401");
	}

	/** As where it is read with the user's token, and the user is no member yet. */
	@Test
	void aRoomOfTheGroupWhoseHistoryIsForItsMembersBeginsOnceTheUserIsOne() {
		write(0, 5);
		this.failing = true;
		this.failure = ChatApiException
			.of(new ApiError(403, "forbidden", null, "GET", "/messages", "Members only.", Map.of(), null));
		Rooms rooms = rooms(100);
		Group group = new Group();
		rooms.share(group);
		rooms.linkUp();
		rooms.join("room");
		answerAll();
		assertThat(group.stored).isEmpty();
		assertThat(this.joins).hasSize(1);
		this.joins.removeFirst().accept(YES);
		this.failing = false;
		rooms.event(live(write(5)));
		this.world.pass(Duration.ofSeconds(10));
		answerAll();
		assertThat(group.stored).containsKey("room");
		this.joins.removeFirst().accept(YES);
		rooms.event(live(write(6)));
		answerAll();
		assertThat(heardInOrder()).containsExactly("m6");
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void aRoomThatBeginsAtTheBeginningGetsAll() {
		write(0, 250);
		Rooms rooms = rooms(100);
		Group group = new Group();
		group.stored.put("room", new RoomPosition(List.of()));
		rooms.share(group);
		rooms.linkUp();
		rooms.join("room");
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 250));
	}

	@ParameterizedTest
	@CsvSource({ "NEWEST_FIRST,true", "NEWEST_FIRST,false", "OLDEST_FIRST,true", "OLDEST_FIRST,false" })
	void aPageThatIsNotThereBehindTheEndIsNoGap(MessageOrder order, boolean counting) {
		this.order = order;
		this.world.pageSize = 20;
		this.world.endingWith404 = true;
		this.server = (page) -> untold(page, counting);
		write(0, 100);
		Rooms rooms = rooms(1000);
		Group group = new Group();
		group.stored.put("room", new RoomPosition(List.of()));
		rooms.share(group);
		rooms.linkUp();
		rooms.join("room");
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 100));
		rooms.linkDown();
		write(100, 140);
		linkUp(rooms);
		answerAll();
		assertThat(messages()).isEqualTo(ids(0, 140));
		assertThat(this.heard).noneMatch(MessageGap.class::isInstance);
	}

	@Test
	void aPageThatIsNotThereThoughTheServerCountsItIsAGap() {
		this.world.pageSize = 20;
		Rooms rooms = joined(1000);
		rooms.linkDown();
		write(1, 100);
		this.world.missingPage = 2;
		linkUp(rooms);
		for (int i = 0; i < 10; i++) {
			answerAll();
			this.world.pass(Duration.ofSeconds(15));
		}
		assertThat(this.heard).filteredOn(MessageGap.class::isInstance)
			.singleElement()
			.extracting("reason")
			.asString()
			.contains("404");
	}

	@Test
	void forgetsARoomAndLoadsItAnew() {
		write(0, 10);
		Rooms rooms = rooms(100);
		Group group = new Group();
		group.stored.put("room", new RoomPosition(List.of(new RoomPosition.Handled("m4", null))));
		rooms.share(group);
		rooms.linkUp();
		rooms.join("room");
		this.joins.removeFirst().accept(YES);
		while (!this.calls.isEmpty()) {
			this.calls.removeFirst().run();
		}
		boolean[] idle = { false };
		rooms.forget("room", false, () -> idle[0] = true);
		assertThat(idle[0]).as("no listener is at work").isTrue();
		listen();
		assertThat(this.heard).as("what was queued").isEmpty();
		assertThat(this.world.leaves).isZero();
		rooms.event(live(write(10)));
		listen();
		assertThat(this.heard).as("a room that nobody follows").isEmpty();
		rooms.join("room");
		this.joins.removeFirst().accept(YES);
		answerAll();
		assertThat(messages()).isEqualTo(ids(5, 11));
	}

	/**
	 * Group whose positions are in memory.
	 */
	private final class Group implements SharedRooms {

		private final Map<String, RoomPosition> stored = new HashMap<>();

		private int failures;

		@Override
		public Mono<RoomPosition> load(String roomId) {
			return Mono.defer(() -> {
				if (this.failures-- > 0) {
					return Mono.error(new ChatNetworkException("The store is away", null));
				}
				return Mono.justOrEmpty(this.stored.get(roomId));
			});
		}

		@Override
		public Mono<RoomPosition> begin(String roomId, RoomPosition first) {
			return Mono.fromSupplier(() -> {
				this.stored.putIfAbsent(roomId, first);
				return this.stored.get(roomId);
			});
		}

		@Override
		public void join(String roomId) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void leave(String roomId) {
			throw new UnsupportedOperationException();
		}

	}

	/**
	 * The world.
	 */
	private final class World implements RoomEffects, Timer {

		private final PriorityQueue<Task> tasks = new PriorityQueue<>();

		private long now;

		private long count;

		private int leaves;

		private final Deque<Runnable> postponed = new ArrayDeque<>();

		private boolean postponing;

		/** The only size of a page that the server has, or 0. */
		private int pageSize;

		private boolean endingWith404;

		private int missingPage;

		private final RandomGenerator random = new SplittableRandom(1);

		void pass(Duration time) {
			long end = this.now + time.toNanos();
			for (Task next = this.tasks.peek(); next != null && next.at <= end; next = this.tasks.peek()) {
				this.tasks.poll();
				this.now = next.at;
				next.task.run();
			}
			this.now = end;
		}

		@Override
		public void join(String roomId, Consumer<Acknowledgement> answer) {
			RecoveryTests.this.joins.addLast(answer);
		}

		@Override
		public void settled() {
			// Nothing waits for it here.
		}

		@Override
		public void leave(String roomId) {
			this.leaves++;
		}

		@Override
		public void fetch(String roomId, PaginationParams pagination,
				BiConsumer<@Nullable PaginatedResponse<Message>, @Nullable Throwable> answer) {
			RecoveryTests tests = RecoveryTests.this;
			tests.calls.addLast(() -> {
				tests.fetched.add(roomId);
				if (tests.failing) {
					answer.accept(null, tests.failure);
					return;
				}
				PaginatedResponse<Message> page = page(pagination);
				boolean behind = this.endingWith404 && page.items().isEmpty() && pagination.page() > 1;
				if (behind || pagination.page() == this.missingPage) {
					answer.accept(null, ChatApiException
						.of(new ApiError(404, null, null, "GET", "/messages", "Invalid page.", Map.of(), null)));
					return;
				}
				answer.accept(tests.server.apply(page), null);
			});
		}

		private PaginatedResponse<Message> page(PaginationParams pagination) {
			RecoveryTests tests = RecoveryTests.this;
			List<Message> messages = (tests.order == MessageOrder.NEWEST_FIRST) ? reversed(tests.history)
					: List.copyOf(tests.history);
			int limit = (this.pageSize > 0) ? this.pageSize : pagination.limit();
			long from = Math.min(messages.size(), (pagination.page() - 1L) * limit);
			long to = Math.min(messages.size(), from + limit);
			return new PaginatedResponse<>(messages.subList((int) from, (int) to), pagination.page(), limit,
					messages.size(), (messages.size() + limit - 1) / limit);
		}

		@Override
		public @Nullable String userId() {
			return null;
		}

		@Override
		public void report(ChatEvent event) {
			RecoveryTests.this.reported.add(event);
		}

		@Override
		public void log(ChatEvent event) {
			// Nobody reads it here.
		}

		@Override
		public void post(Runnable input) {
			if (this.postponing) {
				this.postponed.addLast(input);
			}
			else {
				input.run();
			}
		}

		@Override
		public String messageEvent() {
			return "message";
		}

		@Override
		public RandomGenerator random() {
			return this.random;
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
			return this.now;
		}

		@Override
		public Runnable schedule(Duration delay, Runnable task) {
			Task later = new Task(this.now + delay.toNanos(), this.count++, task);
			this.tasks.add(later);
			return () -> this.tasks.remove(later);
		}

	}

	/**
	 * Something to do later.
	 *
	 * @param at when
	 * @param number tells those of the same time apart
	 * @param task what
	 */
	private record Task(long at, long number, Runnable task) implements Comparable<Task> {

		@Override
		public int compareTo(Task other) {
			int byTime = Long.compare(this.at, other.at);
			return (byTime != 0) ? byTime : Long.compare(this.number, other.number);
		}

	}

}
