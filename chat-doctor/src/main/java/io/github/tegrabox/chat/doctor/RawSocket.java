package io.github.tegrabox.chat.doctor;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.json.EntityReader;
import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.json.WireJson;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Socket.IO connection that keeps all that it hears.
 */
final class RawSocket implements Link.Receiver, AutoCloseable {

	private final String namespace;

	private final Pace pace;

	private final List<Heard> heard = new ArrayList<>();

	private final Map<Integer, JsonNode> acks = new HashMap<>();

	private @Nullable Link link;

	private State state = State.OPENING;

	private String reason = "";

	private String handshake = "";

	private String connect = "";

	private int nextAck;

	private int barriers;

	private int barriersBack;

	private RawSocket(String namespace, Pace pace) {
		this.namespace = namespace;
		this.pace = pace;
	}

	/**
	 * Opens a connection and waits until the server has let it in or refused it.
	 */
	static RawSocket open(HttpClient client, Pace pace, Place place, Login login, Duration timeout) {
		RawSocket created = new RawSocket(login.namespace(), pace);
		created.connect = "40" + created.head() + (login.auth().isEmpty() ? "" : json(login.auth()));
		URI address = place.address(login.query());
		Link link;
		if (place.polling()) {
			link = PollingLink.open(client, pace, address, login.headers(), created);
		}
		else {
			pace.take();
			link = WebSocketLink.open(client, address, login.headers(), timeout, created);
		}
		created.begin(link);
		created.await(() -> created.state != State.OPENING, timeout);
		return created;
	}

	private synchronized void begin(Link opened) {
		this.link = opened;
		if (!this.handshake.isEmpty()) {
			opened.send(this.connect);
		}
	}

	private static String json(Map<String, String> auth) {
		var node = Answer.MAPPER.createObjectNode();
		auth.forEach(node::put);
		return node.toString();
	}

	private String head() {
		return this.namespace.equals("/") ? "" : this.namespace + ',';
	}

	synchronized boolean isConnected() {
		return this.state == State.CONNECTED;
	}

	synchronized String reason() {
		return switch (this.state) {
			case OPENING -> "no answer";
			case CONNECTED -> "connected";
			default -> this.reason;
		};
	}

	synchronized String handshake() {
		return this.handshake;
	}

	/**
	 * Emits an event, and asks for an acknowledgement if wanted.
	 * @return the id of the acknowledgement
	 */
	int emit(String event, Object payload, boolean acknowledged) {
		this.pace.take();
		ArrayNode packet = Answer.MAPPER.createArrayNode();
		packet.add(event);
		packet.addPOJO(payload);
		int id = this.nextAck++;
		send("42" + head() + (acknowledged ? id : "") + Answer.MAPPER.writeValueAsString(packet));
		return id;
	}

	private synchronized void send(String text) {
		Link open = this.link;
		if (open != null) {
			open.send(text);
		}
	}

	/**
	 * Waits until the server has read all that was emitted and all that it had sent
	 * before has arrived: it answers everything in order, even who wants to enter what is
	 * not there.
	 */
	void barrier(Duration grace) {
		int number;
		synchronized (this) {
			number = ++this.barriers;
		}
		send("40/chat-doctor-" + number + ',');
		await(() -> this.barriersBack >= number || this.state != State.CONNECTED, Duration.ofSeconds(3));
		Pace.pause(grace.toNanos());
	}

	synchronized int mark() {
		return this.heard.size();
	}

	synchronized List<Heard> since(int mark) {
		return List.copyOf(this.heard.subList(mark, this.heard.size()));
	}

	synchronized @Nullable JsonNode ack(int id) {
		return this.acks.get(id);
	}

	/**
	 * Waits for an event.
	 * @return the event, {@code null} if it did not come in time
	 */
	@Nullable Heard await(int mark, Predicate<Heard> wanted, Duration patience) {
		await(() -> this.heard.subList(mark, this.heard.size()).stream().anyMatch(wanted), patience);
		return since(mark).stream().filter(wanted).findFirst().orElse(null);
	}

	private synchronized void await(BooleanSupplier condition, Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		try {
			for (long left = patience.toNanos(); !condition.getAsBoolean()
					&& left > 0; left = end - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoppedException("Interrupted");
		}
	}

	@Override
	public synchronized void received(String message) {
		if (message.startsWith("0")) {
			this.handshake = message.substring(1);
			send(this.connect);
		}
		else if (message.equals("2")) {
			send("3");
		}
		else if (message.startsWith("4") && message.length() > 1) {
			packet(message.charAt(1), message.substring(2));
		}
		else if (message.startsWith("1")) {
			end(State.ENDED, "the server closed the connection");
		}
		notifyAll();
	}

	private void packet(char type, String text) {
		String rest = text;
		String where = "/";
		if (rest.startsWith("/")) {
			int comma = rest.indexOf(',');
			where = rest.substring(0, (comma < 0) ? rest.length() : comma).replaceFirst("\\?.*", "");
			rest = (comma < 0) ? "" : rest.substring(comma + 1);
		}
		if (where.startsWith("/chat-doctor-")) {
			this.barriersBack = Math.max(this.barriersBack,
					Integer.parseInt(where.substring("/chat-doctor-".length())));
			return;
		}
		if (!where.equals(this.namespace)) {
			return;
		}
		int digits = 0;
		while (digits < rest.length() && Character.isDigit(rest.charAt(digits))) {
			digits++;
		}
		String id = rest.substring(0, digits);
		JsonNode json = parse(rest.substring(digits));
		switch (type) {
			case '0' -> this.state = State.CONNECTED;
			case '1' -> end(State.ENDED, "the server disconnected it");
			case '2' -> this.heard.add(new Heard(json.path(0).asString(""), json.path(1)));
			case '3' -> this.acks.put(id.isEmpty() ? -1 : Integer.parseInt(id), json.path(0));
			case '4' -> end(State.REFUSED, "connect_error " + json);
			default -> {
			}
		}
	}

	private static JsonNode parse(String text) {
		try {
			return text.isEmpty() ? Answer.MAPPER.createObjectNode() : Answer.MAPPER.readTree(text);
		}
		catch (JacksonException ex) {
			return Answer.MAPPER.createObjectNode();
		}
	}

	private synchronized void end(State last, String why) {
		if (this.state == State.OPENING || this.state == State.CONNECTED) {
			this.state = last;
			this.reason = why;
		}
		notifyAll();
	}

	@Override
	public void lost(String why) {
		end(State.ENDED, why);
	}

	@Override
	public void close() {
		send("41" + head());
		Link open;
		synchronized (this) {
			open = this.link;
		}
		if (open != null) {
			open.close();
		}
		end(State.ENDED, "closed");
	}

	private enum State {

		OPENING, CONNECTED, REFUSED, ENDED

	}

	/**
	 * Event that arrived.
	 *
	 * @param name its name
	 * @param payload its first argument
	 */
	record Heard(String name, JsonNode payload) {

		/**
		 * Whether the client can read it by its name.
		 */
		boolean isReadable(WireSettings.Events names) {
			try (JsonParser parser = WireJson.parser(this.payload.toString())) {
				parser.nextToken();
				return new EventReader(names).read(this.name, parser, Instant.EPOCH) != null;
			}
		}

		/**
		 * Whether the client can read it as a message.
		 */
		boolean isMessage() {
			try {
				EntityReader.MESSAGE.read(this.payload.toString().getBytes(StandardCharsets.UTF_8));
				return true;
			}
			catch (ChatDecodingException ex) {
				return false;
			}
		}

		/**
		 * Whether a text stands in it somewhere, as a value of its own.
		 */
		boolean tells(String text) {
			return tells(this.payload, text);
		}

		private static boolean tells(JsonNode node, String text) {
			if (node.isString()) {
				return node.stringValue().equals(text);
			}
			if (node.isNumber()) {
				return node.asString().equals(text);
			}
			for (JsonNode child : node) {
				if (tells(child, text)) {
					return true;
				}
			}
			return false;
		}

	}

	/**
	 * Where the server's socket is.
	 *
	 * @param origin its origin
	 * @param path its path
	 * @param polling whether it is reached without a WebSocket
	 */
	record Place(URI origin, String path, boolean polling) {

		Place byPolling() {
			return new Place(this.origin, this.path, true);
		}

		private URI address(Map<String, String> parameters) {
			String scheme = this.polling ? this.origin.getScheme()
					: this.origin.getScheme().replaceFirst("^http", "ws");
			StringBuilder address = new StringBuilder(scheme).append("://")
				.append(this.origin.getRawAuthority())
				.append(this.path)
				.append("/?EIO=4&transport=")
				.append(this.polling ? "polling" : "websocket");
			parameters.forEach((name, value) -> address.append('&')
				.append(name)
				.append('=')
				.append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
			return URI.create(address.toString());
		}

	}

	/**
	 * How to enter.
	 *
	 * @param namespace the namespace
	 * @param auth the payload
	 * @param query more parameters of the handshake
	 * @param headers more headers of the handshake
	 */
	record Login(String namespace, Map<String, String> auth, Map<String, String> query, Map<String, String> headers) {

	}

}
