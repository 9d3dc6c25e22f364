package io.github.tegrabox.chat.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Test of a client in a process of its own with 64 MB of heap, against servers that send
 * as much as they can. The process ends with the first {@code OutOfMemoryError}.
 */
@Tag("load")
class SmallHeapTests {

	@TempDir
	private Path directory;

	/**
	 * Runs {@link SmallHeapProgram}, which checks by itself what a client has to hold.
	 */
	private void run(String scenario, String url, String link) throws IOException, InterruptedException {
		Path output = this.directory.resolve(scenario + ".log");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-cp",
				System.getProperty("java.class.path"), SmallHeapProgram.class.getName(), scenario, url, link)
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the process ends: %s", output).isTrue();
			assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@ParameterizedTest
	@CsvSource({ "JDK, false", "JDK, true", "REACTOR, true", "polling, true" })
	void aHistoryWithoutEndHoldsUpNothing(String link, boolean everNew) throws Exception {
		AtomicInteger requests = new AtomicInteger();
		try (HostileServer server = new HostileServer() {

			private int connections;

			@Override
			HttpResponse rest(HttpRequest request) {
				if (!request.path().endsWith("/messages")) {
					return super.rest(request);
				}
				int number = requests.getAndIncrement();
				return json(page(Integer.parseInt(request.queryParameter("page")), everNew ? 100 * number : 0,
						(i) -> "{\"id\":\"old" + i + "\",\"room_id\":\"room\",\"user_id\":\"usr_2\",\"content\":\""
								+ "x".repeat(1000) + "\"}"));
			}

			@Override
			void joined(ServerSocket socket, String room) {
				this.connections++;
				socket.emit("message", message(room, "live " + this.connections));
			}

			@Override
			void said(ServerSocket socket, String room, String text) {
				socket.onSession(EngineSession::reset);
			}

		}) {
			run("endlessHistory", server.url(), link);
			assertThat(requests.get()).as("requests for pages").isLessThan(1000);
		}
	}

	private static String page(int number, int from, IntFunction<String> item) {
		return "{\"items\":[" + IntStream.range(from, from + 100).mapToObj(item).collect(Collectors.joining(","))
				+ "],\"page\":" + number + ",\"limit\":100,\"total\":2147483647,\"totalPages\":2147483647}";
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aListOfRoomsWithoutEndIsReadPageByPage(boolean everNew) throws Exception {
		try (HostileServer server = new HostileServer() {

			@Override
			HttpResponse rest(HttpRequest request) {
				if (!request.path().endsWith("/rooms")) {
					return super.rest(request);
				}
				int page = Integer.parseInt(request.queryParameter("page"));
				return json(page(page, everNew ? 100 * page : 0, (i) -> "{\"id\":\"room" + i + "\",\"name\":\""
						+ "n".repeat(200) + "\",\"created_by\":\"usr_1\"}"));
			}

			@Override
			void joined(ServerSocket socket, String room) {
				socket.emit("message", message(room, "live"));
			}

		}) {
			run(everNew ? "endlessRooms" : "repeatedRooms", server.url(), "JDK");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "JDK", "REACTOR", "polling" })
	void eventsThatAreTooLargeEndNothing(String link) throws Exception {
		try (HostileServer server = new HostileServer() {

			@Override
			void joined(ServerSocket socket, String room) {
				socket.emit("message", message(room, "x".repeat(1_200_000)));
				socket.emit("message", message(room, "live"));
			}

			@Override
			void said(ServerSocket socket, String room, String text) {
				joined(socket, room);
			}

		}) {
			run("tooLargeEvents", server.url(), link);
		}
	}

	@ParameterizedTest
	@CsvSource({ "JDK, 1", "REACTOR, 1", "polling, 1", "JDK, 60", "REACTOR, 60", "polling, 60" })
	void largeMessagesWaitBehindABlockedListenerWithinBounds(String link, int rooms) throws Exception {
		try (HostileServer server = new HostileServer() {

			@Override
			void said(ServerSocket socket, String room, String text) {
				for (int i = 0; i < 60; i++) {
					socket.emit("message", message("room" + i % rooms, "x".repeat(1_000_000)));
				}
			}

		}) {
			run("largeMessages", server.url(), link);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "JDK", "REACTOR", "polling" })
	void eventsOfEverNewRoomsWaitBehindABlockedListenerWithinBounds(String link) throws Exception {
		try (HostileServer server = new HostileServer() {

			@Override
			void said(ServerSocket socket, String room, String text) {
				for (int i = 0; i < 80_000; i++) {
					socket.emit("message", message("stray" + i, "who knows this room?"));
				}
			}

		}) {
			run("strayRooms", server.url(), link);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "JDK", "REACTOR", "polling" })
	void numbersWithoutBoundsAreReadWithOne(String link) throws Exception {
		String number = "1e100000000";
		try (HostileServer server = new HostileServer() {

			@Override
			HttpResponse rest(HttpRequest request) {
				if (request.path().endsWith("/users/usr_1")) {
					return json(
							"{\"id\":\"usr_1\",\"username\":\"ada\",\"external_user_id\":\"e\",\"status\":\"active\","
									+ "\"created_at\":" + number + ",\"updated_at\":\"" + number + "\"}");
				}
				if (request.path().endsWith("/users")) {
					return json("{\"items\":[],\"page\":" + number + ",\"limit\":1,\"total\":" + number
							+ ",\"totalPages\":" + number + "}");
				}
				if (request.path().endsWith("/token")) {
					return json("{\"token\":\"a.b.c\",\"expires_at\":" + number + "}");
				}
				if (request.path().endsWith("/rooms/room")) {
					return HttpResponse.json(400,
							("{\"error\":{\"code\":" + number + ",\"message\":\"no\",\"details\":{" + "\"n\":" + number
									+ "}}}")
								.getBytes(StandardCharsets.UTF_8));
				}
				return super.rest(request);
			}

			@Override
			void joined(ServerSocket socket, String room) {
				socket.onSession((session) -> {
					session.send(Frame.text("42[\"poll\",{\"n\":" + number + ",\"list\":[" + number + "]}]"));
					session.send(Frame.text("42[\"message\",{\"id\":\"odd\",\"room_id\":\"" + room
							+ "\",\"user_id\":\"u\",\"content\":\"odd\",\"created_at\":" + number + "}]"));
					session.send(Frame.text("42[\"error\",{\"code\":" + number + ",\"message\":" + number + "}]"));
				});
				socket.emit("message", message(room, "live"));
			}

		}) {
			run("absurdNumbers", server.url(), link);
		}
	}

	@Test
	void answersWithoutBoundsAreReadWithOne() throws Exception {
		byte[] large = new byte[300 * 1024 * 1024];
		Arrays.fill(large, (byte) ' ');
		large[0] = '{';
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
			out.write(large);
		}
		byte[] bomb = compressed.toByteArray();
		Map<String, HttpResponse> answers = Map.of("/users/large", HttpResponse.json(200, large), "/users/refused",
				HttpResponse.json(400, large), "/users/bomb",
				HttpResponse.json(200, bomb).withHeader("Content-Encoding", "gzip"), "/users/plain-bomb",
				HttpResponse.json(200, bomb), "/users/refused-bomb",
				HttpResponse.json(400, bomb).withHeader("Content-Encoding", "gzip"));
		try (HostileServer server = new HostileServer() {

			@Override
			HttpResponse rest(HttpRequest request) {
				for (Map.Entry<String, HttpResponse> answer : answers.entrySet()) {
					if (request.path().endsWith(answer.getKey())) {
						return answer.getValue();
					}
				}
				return request.path().startsWith("/large") ? HttpResponse.json(403, large) : super.rest(request);
			}

		}) {
			run("hugeAnswers", server.url(), "polling");
			run("hugeAnswers", server.url(), "REACTOR");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "JDK", "REACTOR" })
	void aHundredThousandMissedMessagesAreHandedOnPageByPage(String link) throws Exception {
		try (ChatTestServer server = ChatTestServer.builder().apiKey("key-1234").build().start()) {
			String user = server.createUser("ada", "ext-1");
			String room = server.createRoom("room", user);
			Path signal = this.directory.resolve("away");
			Thread writer = new Thread(() -> {
				while (!Files.exists(signal) && !Thread.currentThread().isInterrupted()) {
					server.createMessage(room, user, "before");
					pause();
				}
				for (int i = 0; i < 100_000; i++) {
					server.createMessage(room, user, "missed " + i);
				}
				tell(signal);
			});
			writer.start();
			try {
				run("missedMessages",
						String.join(" ", server.baseUrl(), user, room, server.issueToken(user), signal.toString()),
						link);
			}
			finally {
				writer.interrupt();
				writer.join();
			}
		}
	}

	private static void pause() {
		LockSupport.parkNanos(20_000_000);
	}

	private static void tell(Path signal) {
		try {
			Files.writeString(signal, SmallHeapProgram.WRITTEN);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
