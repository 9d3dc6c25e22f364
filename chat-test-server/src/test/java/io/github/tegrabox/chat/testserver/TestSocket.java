package io.github.tegrabox.chat.testserver;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Socket.IO client of just enough substance, over a WebSocket: it shows what arrives.
 */
final class TestSocket implements AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final BlockingQueue<String> packets = new LinkedBlockingQueue<>();

	private final Map<Integer, CompletableFuture<JsonNode>> acks = new ConcurrentHashMap<>();

	private final AtomicInteger ackIds = new AtomicInteger();

	private final AtomicInteger pings = new AtomicInteger();

	private final CompletableFuture<String> end = new CompletableFuture<>();

	private final WebSocket webSocket;

	/** The last send: the JDK takes one at a time, and pongs go out beside the test's. */
	private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

	private boolean described = true;

	private TestSocket(ChatTestServer server) {
		URI uri = URI.create(server.baseUrl().replace("http:", "ws:") + "/socket.io/?EIO=4&transport=websocket");
		this.webSocket = CLIENT.newWebSocketBuilder().buildAsync(uri, new Receiver()).join();
		receive((packet) -> packet.startsWith("0"));
	}

	/**
	 * Opens a connection and asks to be let in.
	 */
	static TestSocket open(ChatTestServer server, @Nullable String auth) {
		TestSocket socket = new TestSocket(server);
		socket.send("40" + ((auth != null) ? auth : ""));
		return socket;
	}

	/**
	 * Connects as the bearer of a token.
	 */
	static TestSocket connect(ChatTestServer server, String token) {
		TestSocket socket = open(server, "{\"token\":\"" + token + "\"}");
		socket.receive((packet) -> packet.startsWith("40"));
		return socket;
	}

	/**
	 * Leaves out the check of arriving events against the published description.
	 */
	TestSocket undescribed() {
		this.described = false;
		return this;
	}

	void send(String packet) {
		send(this.webSocket, packet).join();
	}

	private synchronized CompletableFuture<?> send(WebSocket to, String packet) {
		this.sending = this.sending.handle((done, failure) -> to.sendText(packet, true)).thenCompose((sent) -> sent);
		return this.sending;
	}

	void emit(String event, Object payload) {
		send("42" + RestCalls.JSON.writeValueAsString(new Object[] { event, payload }));
	}

	/**
	 * Sends an event; its payload and acknowledgement are held against the published
	 * description of the wire if the server did what was asked.
	 */
	CompletableFuture<JsonNode> emitForAck(String event, Object payload) {
		int id = this.ackIds.incrementAndGet();
		CompletableFuture<JsonNode> ack = new CompletableFuture<>();
		this.acks.put(id, ack);
		send("42" + id + RestCalls.JSON.writeValueAsString(new Object[] { event, payload }));
		return ack.thenApply((answer) -> {
			if (this.described) {
				WireDocuments.checkAck(event, answer);
			}
			if (this.described && answer.path("ok").asBoolean(false)) {
				WireDocuments.checkEvent(event, RestCalls.JSON.valueToTree(payload));
			}
			return answer;
		});
	}

	JsonNode call(String event, Object payload) {
		return emitForAck(event, payload).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	JsonNode join(String roomId) {
		return call("join_room", Map.of("room_id", roomId));
	}

	/**
	 * Takes the next event, whatever it is.
	 */
	Event nextEvent() {
		JsonNode args = RestCalls.JSON.readTree(receive((packet) -> packet.startsWith("42")).substring(2));
		Event event = new Event(args.get(0).stringValue(),
				(args.size() > 1) ? args.get(1) : RestCalls.JSON.createObjectNode());
		if (this.described) {
			WireDocuments.checkEvent(event.name(), event.payload());
		}
		return event;
	}

	/**
	 * Takes the payload of the next event, which must have this name.
	 */
	JsonNode next(String event) {
		Event next = nextEvent();
		if (!next.name().equals(event)) {
			throw new AssertionError("Expected " + event + ", but there came " + next);
		}
		return next.payload();
	}

	/**
	 * Fails if an event has come. All that the server sent before it acknowledged a call
	 * has come by then.
	 */
	void expectNothing() {
		call("join_room", Map.of("room_id", "room_none"));
		String event = this.packets.stream().filter((packet) -> packet.startsWith("42")).findFirst().orElse(null);
		if (event != null) {
			throw new AssertionError("Expected nothing, but there came " + event);
		}
	}

	ObjectNode refusal() {
		return (ObjectNode) RestCalls.JSON.readTree(receive((packet) -> packet.startsWith("44")).substring(2));
	}

	String receive(Predicate<String> wanted) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		try {
			while (true) {
				String packet = this.packets.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (packet == null) {
					throw new AssertionError("Nothing came in time");
				}
				if (wanted.test(packet)) {
					return packet;
				}
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits for the end of the connection.
	 * @return the close frame's code, or the exception
	 */
	String end() {
		return this.end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	int pings() {
		return this.pings.get();
	}

	boolean isEnded() {
		return this.end.isDone();
	}

	@Override
	public void close() {
		this.webSocket.abort();
	}

	record Event(String name, JsonNode payload) {
	}

	private final class Receiver implements WebSocket.Listener {

		private final StringBuilder parts = new StringBuilder();

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.parts.append(data);
			if (last) {
				String packet = this.parts.toString();
				this.parts.setLength(0);
				take(socket, packet);
			}
			socket.request(1);
			return null;
		}

		@Override
		public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			TestSocket.this.end.complete("close " + code);
			return null;
		}

		@Override
		public void onError(WebSocket socket, Throwable error) {
			TestSocket.this.end.complete("error");
		}

		private void take(WebSocket socket, String packet) {
			if (packet.equals("2")) {
				TestSocket.this.pings.incrementAndGet();
				send(socket, "3");
			}
			else if (packet.startsWith("43")) {
				int start = packet.indexOf('[');
				CompletableFuture<JsonNode> ack = TestSocket.this.acks
					.remove(Integer.parseInt(packet.substring(2, start)));
				ack.complete(RestCalls.JSON.readTree(packet.substring(start)).get(0));
			}
			else {
				TestSocket.this.packets.add(packet);
			}
		}

	}

}
