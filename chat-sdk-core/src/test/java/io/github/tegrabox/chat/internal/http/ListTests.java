package io.github.tegrabox.chat.internal.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.error.ChatConflictException;
import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.error.ChatServerException;
import io.github.tegrabox.chat.internal.json.Page;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.PaginatedResponse;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.UnreadableItem;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.wire.WireSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ListTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private static final Pattern PAGE = Pattern.compile("page=(\\d+)&limit=(\\d+)");

	@Test
	void fetchesAPageWhenTheConsumerGetsThere() {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 250), page, limit, 250, 3));
				ChatClient client = client(stub)) {
			try (Stream<Room> rooms = client.rooms().listAll()) {
				assertThat(stub.requests()).isEmpty();
				var iterator = rooms.iterator();
				for (int i = 0; i < 100; i++) {
					assertThat(iterator.next().id()).isEqualTo("r" + i);
				}
				assertThat(stub.requests()).hasSize(1);
				assertThat(iterator.next().id()).isEqualTo("r100");
				assertThat(stub.requests()).hasSize(2);
			}
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 250));
			assertThat(stub.requests()).hasSize(5);
			assertThat(client.reactive().rooms().listAll().take(100).count().block(WAIT)).isEqualTo(100);
			assertThat(stub.requests()).hasSize(6);
			assertThat(client.reactive().rooms().listAll().map(Room::id).collectList().block(WAIT))
				.containsExactlyElementsOf(ids(0, 250));
			assertThat(stub.requests()).hasSize(9);
		}
	}

	@Test
	void fetchesNoMoreOnceClosed() {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 250), page, limit, 250, 3));
				ChatClient client = client(stub)) {
			List<String> seen = new ArrayList<>();
			Stream<Room> rooms = client.rooms().listAll();
			rooms.peek((room) -> {
				if (seen.size() == 99) {
					rooms.close();
				}
			}).forEach((room) -> seen.add(room.id()));
			assertThat(seen).hasSize(100);
			assertThat(stub.requests()).hasSize(1);
		}
	}

	@Test
	void honoursTheDemandOfASlowSubscriber() {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 1000), page, limit, 1000, 10));
				ChatClient client = client(stub)) {
			StepVerifier.create(client.reactive().rooms().listAll(), 50)
				.expectNextCount(50)
				.then(() -> assertThat(stub.requests()).hasSize(1))
				.thenRequest(30)
				.expectNextCount(30)
				.then(() -> assertThat(stub.requests()).hasSize(1))
				.thenCancel()
				.verify(WAIT);
		}
	}

	@Test
	void repeatsNoItemWhenPagesShift() {
		// With every request ten new rooms push the older ones back.
		int[] calls = new int[1];
		try (StubServer stub = rooms((page, limit) -> page(range(-10 * calls[0]++, 250), page, limit, 250, 3));
				ChatClient client = client(stub)) {
			List<String> seen = client.rooms().listAll().map(Room::id).toList();
			assertThat(seen).doesNotHaveDuplicates().containsAll(ids(0, 250));
		}
	}

	@Test
	void goesOnBehindAPageThatNewItemsHaveMadeOld() {
		AtomicInteger newer = new AtomicInteger();
		try (StubServer stub = rooms(
				(page, limit) -> page(range(-newer.get(), 300), page, limit, 300 + newer.get(), 5));
				ChatClient client = client(stub);
				Stream<Room> rooms = client.rooms().listAll()) {
			List<String> seen = new ArrayList<>();
			rooms.forEach((room) -> {
				seen.add(room.id());
				if (seen.size() == 200) {
					newer.set(150);
				}
			});
			assertThat(seen).doesNotHaveDuplicates().containsAll(ids(0, 300));
		}
	}

	@Test
	void goesOnBehindAnEmptyPage() {
		try (StubServer stub = rooms(
				(page, limit) -> (page == 2) ? "{\"items\":[],\"limit\":100,\"total\":250,\"totalPages\":3}"
						: page(range(0, 250), page, limit, 250, 3));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsAll(ids(200, 250)).hasSize(150);
			assertThat(stub.requests()).hasSize(4);
		}
	}

	@Test
	void goesOnIfTheServerHasSmallerPagesThanItTells() {
		try (StubServer stub = rooms(
				(page, limit) -> page(range(0, 120), page, 50, 120, 2).replace("\"limit\":50", "\"limit\":100"));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 120));
			assertThat(stub.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "page", "no page" })
	void endsIfTheServerClampsToItsLastPage(String told) {
		try (StubServer stub = rooms((page, limit) -> {
			String last = page(range(0, 200), Math.min(page, 2), limit, 1_000_000, 10_000);
			return told.equals("page") ? last : last.replaceAll("\"page\":\\d+,", "");
		}); ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 200));
			assertThat(client.reactive().rooms().listAll().map(Room::id).collectList().block(WAIT))
				.containsExactlyElementsOf(ids(0, 200));
			assertThat(stub.requests()).hasSize(6);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\"total\":200," })
	void endsWhereTheServerKnowsNoFurtherPage(String told) {
		try (StubServer stub = new StubServer((exchange) -> {
			Matcher query = PAGE.matcher(exchange.getRequestURI().getQuery());
			assertThat(query.find()).isTrue();
			int page = Integer.parseInt(query.group(1));
			String rooms = page(range(0, 200), page, 100, 0, 0).replaceAll("\"page\".*",
					told + "\"page\":" + page + "}");
			StubServer.respond(exchange, (page > 2) ? 404 : 200, (page > 2) ? "{\"detail\":\"Invalid page.\"}" : rooms);
		}); ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 200));
			assertThat(client.reactive().rooms().listAll().map(Room::id).collectList().block(WAIT))
				.containsExactlyElementsOf(ids(0, 200));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void failsWhereTheServerDoesNotKnowAPageThatItHas(int unknown) {
		try (StubServer stub = new StubServer((exchange) -> {
			Matcher query = PAGE.matcher(exchange.getRequestURI().getQuery());
			assertThat(query.find()).isTrue();
			int page = Integer.parseInt(query.group(1));
			StubServer.respond(exchange, (page == unknown) ? 404 : 200, page(range(0, 300), page, 100, 300, 3));
		}); ChatClient client = client(stub)) {
			assertThatExceptionOfType(ChatNotFoundException.class).isThrownBy(() -> client.rooms().listAll().count());
			assertThatExceptionOfType(ChatNotFoundException.class)
				.isThrownBy(() -> client.reactive().rooms().listAll().blockLast(WAIT));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100, 1_000_000 })
	void endsWithTheItemsWhateverTotalTheServerTells(int total) {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 250), page, limit, total, total / 100));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 250));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void goesOnHoweverTheServerCountsItsPages(int step) {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 250), page, limit, 250, 3)
			.replace("\"page\":" + page, "\"page\":" + ((step == 0) ? 1 : page - 1)));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 250));
			assertThat(stub.requests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"total\":120", ",\"totalPages\":1" })
	void goesOnIfTheServerHasSmallerPagesAndDoesNotTell(String told) {
		try (StubServer stub = rooms(
				(page, limit) -> page(range(0, 120), page, 50, 120, 3).replaceAll("\\],.*", "]" + told + '}'));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 120));
			assertThat(client.reactive().rooms().listAll().map(Room::id).collectList().block(WAIT))
				.containsExactlyElementsOf(ids(0, 120));
			assertThat(stub.requests()).hasSize(8);
		}
	}

	@Test
	void findsAUserBeyondTheFirstPageOfAServerThatDoesNotTellItsLimit() {
		try (StubServer stub = new StubServer((exchange) -> {
			Matcher query = PAGE.matcher(exchange.getRequestURI().getQuery());
			assertThat(query.find()).isTrue();
			StubServer.respond(exchange, 200,
					range(0, 120).skip((Integer.parseInt(query.group(1)) - 1) * 50L)
						.limit(50)
						.mapToObj(ListTests::user)
						.collect(Collectors.joining(",", "[", "]")));
		}); ChatClient client = client(stub)) {
			assertThat(client.users().findByExternalId("e110").map(ChatUser::id)).hasValue("u110");
			assertThat(client.users().findByExternalId("e120")).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"next_cursor\":\"c=%d\"", "\"meta\":{\"nextCursor\":\"c=%d\"}",
			"\"cursor\":{\"next\":\"c=%d\"},\"has_more\":true", "\"next\":\"/rooms?limit=100&cursor=c%%3D%d#top\"",
			"\"links\":{\"next\":\"http://192.0.2.1/elsewhere?cursor=c%%3D%d\"}",
			"\"_links\":{\"next\":{\"href\":\"https://a.example/?cursor=c%%3D%d\"}}",
			"\"limit\":100,\"next_cursor\":\"c=%d\"",
			"\"data\":[],\"page_info\":{\"endCursor\":\"c=%d\",\"hasNextPage\":true},\"total\":120" })
	void followsAServerThatPagesByACursor(String next) {
		try (StubServer stub = cursors((from) -> {
			String more = (from + 50 < 120) ? next.formatted(from + 50) : "\"next\":null,\"next_cursor\":\"\"";
			return "{" + more + ",\"items\":[" + items(range(from, Math.min(from + 50, 120))) + "]}";
		}); ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 120));
			assertThat(client.reactive().rooms().listAll().map(Room::id).collectList().block(WAIT))
				.containsExactlyElementsOf(ids(0, 120));
			assertThat(stub.requests()).hasSize(8);
		}
	}

	@Test
	void namesTheProjectOnceWhereTheNextAddressHasIt() {
		try (StubServer stub = cursors((from) -> "{\"items\":[" + items(range(from, from + 50)) + "],\"next\":"
				+ ((from > 0) ? "null" : "\"/api/rooms?cursor=c%3D50&project_id=p\"") + "}");
				ChatClient client = client(stub).mutate()
					.wire(WireSettings.builder().projectId("p").project("query:project_id").build())
					.build()) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 100));
			assertThat(stub.requests()).last().isEqualTo("GET /api/rooms?cursor=c%3D50&project_id=p");
		}
	}

	@Test
	void followsACursorBehindEmptyPages() {
		try (StubServer stub = cursors((from) -> "{\"items\":[" + ((from % 50 > 0) ? "" : items(range(from, from + 50)))
				+ "],\"next_cursor\":" + ((from < 100) ? "\"c=" + (from + 10) + '"' : "null") + "}");
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 150));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"has_more\":true", "\"next_cursor\":\"c=0\"",
			"\"pagination\":{\"hasMore\":true,\"next\":\"https://a.example/next\"}",
			"\"next\":\"/rooms?cursor=\\u0000\"" })
	void tellsOfItemsThatThereIsNoWayTo(String told) {
		try (StubServer stub = cursors((from) -> "{\"items\":[" + items(range(0, 50)) + "]," + told + "}");
				ChatClient client = client(stub)) {
			List<String> seen = new ArrayList<>();
			assertThatExceptionOfType(ChatDecodingException.class)
				.isThrownBy(() -> client.rooms().listAll().forEach((room) -> seen.add(room.id())))
				.withMessageContaining("the server has more")
				.withMessageContaining("page=2");
			assertThat(seen).containsExactlyElementsOf(ids(0, 50));
			StepVerifier.create(client.reactive().rooms().listAll())
				.expectNextCount(50)
				.expectError(ChatDecodingException.class)
				.verify(WAIT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"next\":false", "\"next_cursor\":0", "\"next_cursor\":\"\"", "\"next\":{\"href\":null}",
			"\"next\":[]", "\"has_more\":false,\"next\":\"c=50\"", "\"has_more\":0,\"next\":\"c=50\"" })
	void aListThatSaysThatItEndsEnds(String told) {
		for (int count : new int[] { 0, 50 }) {
			try (StubServer stub = cursors((from) -> "{\"items\":[" + items(range(0, count)) + "]," + told + "}");
					ChatClient client = client(stub)) {
				assertThat(client.rooms().list().total()).isEqualTo(count);
				assertThat(client.rooms().listAll().count()).isEqualTo(count);
				assertThat(stub.requests()).noneMatch((request) -> request.contains("cursor"));
			}
		}
	}

	@Test
	void followsNoCursorForEver() {
		AtomicInteger calls = new AtomicInteger();
		try (StubServer stub = cursors((from) -> "{\"items\":[" + items(range(0, 50)) + "],\"next_cursor\":\"c="
				+ calls.incrementAndGet() + "\"}"); ChatClient client = client(stub)) {
			assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> client.rooms().listAll().count())
				.withMessageContaining("the server has more");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"total\":120", "\"total\":120,\"limit\":50,\"totalPages\":3",
			"\"total\":2147483647,\"limit\":50,\"totalPages\":2147483647" })
	void warnsOnceWhereOnePageComesWhateverNumberIsAskedFor(String told) {
		ListAppender<ILoggingEvent> log = logged();
		try (StubServer stub = cursors((from) -> "{\"items\":[" + items(range(0, 50)) + "]," + told + "}");
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 50));
			assertThat(client.reactive().rooms().listAll().count().block(WAIT)).isEqualTo(50);
			assertThat(log.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.asString()
				.contains("the server counts", "chat.wire.query.page");
		}
		finally {
			log.stop();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 30, 150 })
	void warnsOnceWhereAWholePageIsMissing(int count) {
		ListAppender<ILoggingEvent> log = logged();
		try (StubServer stub = rooms((page, limit) -> page(range(0, count), page + 1, limit, count, 2));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().count()).isEqualTo(Math.max(0, count - 100));
			assertThat(client.reactive().rooms().listAll().count().block(WAIT)).isEqualTo(Math.max(0, count - 100));
			assertThat(log.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.asString()
				.contains("the server counts " + Math.min(count, 100), "chat.wire.first-page");
		}
		finally {
			log.stop();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "users", "rooms", "messages", "all messages" })
	void warnsWhereTheFirstPageIsEmptyThoughTheServerCountsItems(String list) {
		ListAppender<ILoggingEvent> log = logged();
		try (StubServer stub = new StubServer(
				(exchange) -> StubServer.respond(exchange, 200, "{\"items\":[],\"total\":7,\"page\":1}"));
				ChatClient client = client(stub)) {
			for (int page : new int[] { 2, 1, 1 }) {
				PaginationParams pagination = PaginationParams.of(page, 10);
				switch (list) {
					case "users" -> client.users().list(pagination);
					case "rooms" -> client.rooms().list(pagination);
					case "messages" -> client.messages().list("room", pagination);
					default -> client.messages().listAll("room").count();
				}
			}
			assertThat(log.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.asString()
				.contains("the server counts 7", "chat.wire.first-page");
		}
		finally {
			log.stop();
		}
	}

	@Test
	void takesNoUserThatIsLookedForInVainForAnEmptyPage() {
		ListAppender<ILoggingEvent> log = logged();
		try (StubServer stub = new StubServer(
				(exchange) -> StubServer.respond(exchange, 200, "{\"items\":[],\"total\":7,\"page\":1}"));
				ChatClient client = client(stub)) {
			assertThat(client.users().findByExternalId("e1")).isEmpty();
			assertThat(log.list).isEmpty();
		}
		finally {
			log.stop();
		}
	}

	/** What is logged of lists. */
	private static ListAppender<ILoggingEvent> logged() {
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		((Logger) LoggerFactory.getLogger(Pages.class)).addAppender(log);
		return log;
	}

	@Test
	void asksAsTheServerCountsAndCallsItsPages() {
		WireSettings wire = withoutProject().mutate()
			.firstPage(0)
			.query(new WireSettings.Query("p", "size", "after", "external_user_id"))
			.build();
		try (StubServer stub = new StubServer((exchange) -> {
			Matcher query = Pattern.compile("p=(\\d)&size=(\\d+)").matcher(exchange.getRequestURI().getQuery());
			assertThat(query.find()).isTrue();
			int page = Integer.parseInt(query.group(1));
			StubServer.respond(exchange, 200,
					page(range(0, 250), page + 1, 100, 250, 3).replace("\"page\":" + (page + 1), "\"page\":" + page));
		}); ChatClient client = client(stub).mutate().wire(wire).build()) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 250));
			assertThat(client.rooms().list(PaginationParams.of(3, 100)).page()).isEqualTo(3);
			assertThat(stub.requests()).containsExactly("GET /rooms?p=0&size=100", "GET /rooms?p=1&size=100",
					"GET /rooms?p=2&size=100", "GET /rooms?p=2&size=100");
		}
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 200,
				exchange.getRequestURI().getQuery().startsWith("after=a/b") ? "[]"
						: "{\"items\":[" + items(range(0, 50)) + "],\"next_cursor\":\"a/b\"}"));
				ChatClient client = client(stub).mutate().wire(wire).build()) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 50));
			assertThat(stub.requests()).last().isEqualTo("GET /rooms?after=a%2Fb&size=100");
		}
	}

	@Test
	void goesOnByNumberWhereThatWorksThoughACursorIsTold() {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 120), page, 50, 120, 3).replaceAll("\\],.*",
				"],\"next_cursor\":\"c" + page + "\",\"has_more\":" + (page < 3) + "}"));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 120));
			assertThat(stub.requests()).noneMatch((request) -> request.contains("cursor"));
		}
	}

	@Test
	void aPageThatIsNotTheLastOneCountsSo() {
		try (StubServer stub = cursors((from) -> "{\"items\":[" + items(range(0, 50)) + "],\"has_more\":true}");
				ChatClient client = client(stub)) {
			PaginatedResponse<Room> page = client.rooms().list();
			assertThat(page.totalPages()).isEqualTo(2);
			assertThat(page.total()).isEqualTo(51);
		}
	}

	/**
	 * Rooms that are paged by a cursor, such as "c=50", and by no number.
	 */
	private static StubServer cursors(IntFunction<String> pages) {
		return new StubServer((exchange) -> {
			Matcher cursor = Pattern.compile("cursor=c=(\\d+)").matcher(exchange.getRequestURI().getQuery());
			StubServer.respond(exchange, 200, pages.apply(cursor.find() ? Integer.parseInt(cursor.group(1)) : 0));
		});
	}

	private static String items(IntStream numbers) {
		return numbers.mapToObj((number) -> "{\"id\":\"r" + number + "\",\"name\":\"n\"}")
			.collect(Collectors.joining(","));
	}

	@Test
	void goesOnIfTheServerHasSmallerPagesThanAskedFor() {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 70), page, 20, 70, 4));
				ChatClient client = client(stub)) {
			assertThat(client.rooms().listAll().map(Room::id)).containsExactlyElementsOf(ids(0, 70));
		}
	}

	@Test
	void sendsNoLimitUnlessOneIsWanted() {
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 200, "{\"items\":[]}"));
				ChatClient client = client(stub)) {
			client.rooms().list(PaginationParams.ofPage(2));
			assertThat(stub.requests()).containsExactly("GET /rooms?page=2");
		}
	}

	@Test
	void tellsAllThatIsReadableAndThenWhatIsNot() {
		try (StubServer stub = rooms((page, limit) -> page(range(0, 250), page, limit, 250, 3)
			.replace("{\"id\":\"r7\",\"name\":\"n\"}", "{\"id\":\"r7\",\"name\":null}")
			.replace("{\"id\":\"r120\",\"name\":\"n\"}", "7")); ChatClient client = client(stub)) {
			List<String> expected = new ArrayList<>(ids(0, 250));
			expected.removeAll(List.of("r7", "r120"));
			List<String> seen = new ArrayList<>();
			assertThatExceptionOfType(ChatDecodingException.class)
				.isThrownBy(() -> client.rooms().listAll().forEach((room) -> seen.add(room.id())))
				.withMessageContaining("item 8 of page 1: The room lacks 'name'")
				.withMessageContaining("item 21 of page 2: The room is no JSON object");
			assertThat(seen).containsExactlyElementsOf(expected);
			StepVerifier.create(client.reactive().rooms().listAll())
				.expectNextCount(248)
				.expectError(ChatDecodingException.class)
				.verify(WAIT);
			assertThat(client.rooms().list().unreadable()).singleElement()
				.isEqualTo(new UnreadableItem(7, "The room lacks 'name'", unnamed("r7")));
		}
	}

	@Test
	void messagesOfARoomNeedNotNameIt() {
		String bare = "{\"id\":\"m1\",\"user_id\":\"u\",\"content\":\"hi\"}";
		String page = "{\"items\":[" + bare + ",{\"room_id\":null," + bare.substring(1) + ",{\"room_id\":\"other\","
				+ bare.substring(1) + "],\"page\":1,\"limit\":50,\"total\":3,\"totalPages\":1}";
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 200,
				exchange.getRequestMethod().equals("GET") ? page : bare)); ChatClient client = client(stub)) {
			assertThat(client.messages().list("room").items()).extracting(Message::roomId)
				.containsExactly("room", "room", "other");
			assertThat(client.messages().create("room", CreateMessageInput.of("hi", "u")))
				.isEqualTo(new Message("m1", "room", "u", null, "hi", null));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":\"m1\"}", "{\"data\":{\"id\":\"m1\",\"user_id\":\"u\"}}",
			"{\"id\":\"request\",\"data\":{\"id\":\"m1\",\"content\":\"hi\"}}",
			"{\"id\":\"m1\",\"content\":\"hi\",\"data\":{\"id\":\"other\"}}" })
	void aCreatedMessageNeedNotTellWhatWasSent(String answer) {
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 201, answer));
				ChatClient client = client(stub)) {
			assertThat(client.messages().create("room", CreateMessageInput.of("hi", "u")))
				.isEqualTo(new Message("m1", "room", "u", null, "hi", null));
		}
	}

	private static Map<String, Object> unnamed(String id) {
		Map<String, Object> room = new HashMap<>();
		room.put("id", id);
		room.put("name", null);
		return room;
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":\"r1\",\"name\":\"n\"}", "{\"id\":\"r1\"}" })
	void endsAListThatRepeatsOnePage(String item) {
		String page = "{\"items\":[" + String.join(",", Collections.nCopies(100, item))
				+ "],\"limit\":100,\"total\":9999999,\"totalPages\":2147483647}";
		try (StubServer stub = rooms((number, limit) -> page); ChatClient client = client(stub)) {
			client.reactive().rooms().listAll().onErrorComplete().blockLast(WAIT);
			assertThat(stub.requests()).hasSize(2);
		}
	}

	@Test
	void takesAUserThatCannotBeReadForNoneThatIsMissing() {
		String broken = "{\"id\":\"u1\",\"username\":null,\"external_user_id\":\"e1\"}";
		try (StubServer stub = new StubServer((exchange) -> StubServer.respond(exchange, 200,
				exchange.getRequestURI().getPath().endsWith("/current") ? "{\"id\":\"prj_1\"}"
						: "{\"items\":[" + broken + "],\"page\":1,\"limit\":100,\"total\":1,\"totalPages\":1}"));
				ChatClient client = client(stub)) {
			assertThatExceptionOfType(ChatDecodingException.class)
				.isThrownBy(() -> client.users().findByExternalId("e1"))
				.withMessageContaining("The user lacks 'username'");
		}
	}

	@Test
	void endsAListThatNeverEnds() {
		Pager<Integer> pager = new Pager<>(String::valueOf);
		assertThatExceptionOfType(ChatDecodingException.class).isThrownBy(() -> {
			while (!pager.isDone()) {
				int page = pager.next().pagination().page();
				pager.accept(new Page<>(new PaginatedResponse<>(List.of(page), page, 1, 1, Integer.MAX_VALUE), true,
						false, null));
			}
		}).withMessage("The list has no end after 100000 pages");
	}

	@Test
	void createsOneUserForFiftyConcurrentCallers() {
		try (ChatTestServer server = ChatTestServer.start();
				ChatClient client = ChatClient.builder().apiKey(server.apiKey()).baseUrl(server.baseUrl()).build()) {
			List<ChatUser> users = Flux.range(0, 50)
				.flatMap((i) -> Mono
					.fromCallable(() -> client.users().getOrCreate(CreateUserInput.of("ada" + i, "ext-1")))
					.subscribeOn(Schedulers.boundedElastic()), 50)
				.collectList()
				.block(WAIT);
			assertThat(users).hasSize(50);
			assertThat(new HashSet<>(users)).hasSize(1);
			assertThat(client.users().list().total()).isEqualTo(1);
			assertThat(server.recorder()
				.requests()
				.all()
				.stream()
				.filter((request) -> request.path().endsWith("/current"))).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":\"user_exists\",\"message\":\"m\",\"details\":{\"user_id\":\"u150\"}}",
			"{\"code\":\"user_exists\",\"message\":\"m\",\"details\":{\"user_id\":\"u7\"}}",
			"{\"code\":\"user_exists\",\"message\":\"m\",\"details\":{\"user_id\":\"gone\"}}",
			"{\"code\":\"user_exists\",\"message\":\"m\",\"details\":{\"user_id\":\"..\"}}",
			"{\"code\":\"user_exists\",\"message\":\"m\",\"details\":{\"user_id\":\".\"}}",
			"{\"code\":\"user_exists\",\"message\":\"m\"}" })
	void findsTheExistingUserWhateverTheConflictTells(String error) {
		for (boolean filters : List.of(true, false)) {
			try (StubServer stub = users(error, filters); ChatClient client = client(stub)) {
				assertThat(client.users().getOrCreate(CreateUserInput.of("n", "e150")).id()).isEqualTo("u150");
				assertThatExceptionOfType(ChatConflictException.class)
					.isThrownBy(() -> client.users().getOrCreate(CreateUserInput.of("n", "e999")));
			}
		}
	}

	@Test
	void looksTheProjectUpOnceAlsoIfTheFirstCallerGivesUp() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch asked = new CountDownLatch(1);
		try (StubServer stub = new StubServer((exchange) -> {
			asked.countDown();
			await(release);
			StubServer.respond(exchange, 200, "{\"id\":\"prj_1\"}");
		}); ChatClient client = client(stub)) {
			var first = client.reactive().projectId().subscribe();
			assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
			var others = Flux.range(0, 50)
				.flatMap((i) -> client.reactive().projectId(), 50)
				.collect(Collectors.toSet())
				.toFuture();
			first.dispose();
			release.countDown();
			assertThat(others.get(1, TimeUnit.MINUTES)).isEqualTo(Set.of("prj_1"));
			assertThat(client.projectId()).isEqualTo("prj_1");
			assertThat(stub.requests()).hasSize(1);
		}
	}

	@Test
	void keepsNoFailedLookUp() {
		AtomicBoolean up = new AtomicBoolean();
		try (StubServer stub = new StubServer(
				(exchange) -> StubServer.respond(exchange, up.get() ? 200 : 501, "{\"id\":\"prj_1\"}"));
				ChatClient client = client(stub)) {
			assertThatExceptionOfType(ChatServerException.class).isThrownBy(client::projectId);
			up.set(true);
			assertThat(client.projectId()).isEqualTo("prj_1");
		}
	}

	@Test
	void looksNoProjectUpForPathsWithoutOne() {
		var paths = new WireSettings.Paths("/p", "/v2/users", "/v2/rooms", "/v2/rooms/{roomId}/messages", "/v");
		var wire = WireSettings.builder().paths(paths).apiKeyHeader("X-Other").build();
		try (StubServer stub = rooms((page, limit) -> page(range(0, 1), page, limit, 1, 1));
				ChatClient client = client(stub).mutate().wire(wire).build()) {
			assertThat(client.rooms().list().items()).hasSize(1);
			assertThat(stub.requests()).containsExactly("GET /v2/rooms?page=1&limit=50");
		}
	}

	private static ChatClient client(StubServer stub) {
		return ChatClient.builder().apiKey("key").baseUrl(stub.baseUrl()).wire(withoutProject()).build();
	}

	private static WireSettings withoutProject() {
		var paths = new WireSettings.Paths("/project", "/users", "/rooms", "/rooms/{roomId}/messages", "/verify");
		return WireSettings.builder().paths(paths).build();
	}

	private static StubServer rooms(BiFunction<Integer, Integer, String> pages) {
		return new StubServer((exchange) -> {
			Matcher query = PAGE.matcher(exchange.getRequestURI().getQuery());
			assertThat(query.find()).isTrue();
			StubServer.respond(exchange, 200,
					pages.apply(Integer.valueOf(query.group(1)), Integer.valueOf(query.group(2))));
		});
	}

	/**
	 * Users u0 to u299, whose external ids are e0 to e299.
	 */
	private static StubServer users(String conflict, boolean filters) {
		return new StubServer((exchange) -> {
			String path = exchange.getRequestURI().toString();
			Matcher query = PAGE.matcher(path);
			Matcher filter = Pattern.compile("external_user_id=e(\\d+)").matcher(path);
			Matcher id = Pattern.compile("/users/u(\\d+)").matcher(path);
			if (exchange.getRequestMethod().equals("POST")) {
				StubServer.respond(exchange, 409, conflict);
			}
			else if (id.find()) {
				StubServer.respond(exchange, 200, user(Integer.parseInt(id.group(1))));
			}
			else if (!query.find()) {
				StubServer.respond(exchange, 404, "");
			}
			else {
				IntStream found = (filters && filter.find())
						? IntStream.of(Integer.parseInt(filter.group(1))).filter((number) -> number < 300)
						: IntStream.range(0, 300);
				int first = (Integer.parseInt(query.group(1)) - 1) * 100;
				StubServer.respond(exchange, 200, "{\"items\":["
						+ found.skip(first).limit(100).mapToObj(ListTests::user).collect(Collectors.joining(","))
						+ "],\"limit\":100}");
			}
		});
	}

	private static String user(int number) {
		return "{\"id\":\"u" + number + "\",\"username\":\"n\",\"external_user_id\":\"e" + number + "\"}";
	}

	private static String page(IntStream all, int page, int limit, int total, int totalPages) {
		return "{\"items\":[" + items(all.skip((page - 1L) * limit).limit(limit)) + "],\"page\":" + page + ",\"limit\":"
				+ limit + ",\"total\":" + total + ",\"totalPages\":" + totalPages + "}";
	}

	private static IntStream range(int from, int to) {
		return IntStream.range(from, to);
	}

	private static List<String> ids(int from, int to) {
		return range(from, to).mapToObj((number) -> "r" + number).toList();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
