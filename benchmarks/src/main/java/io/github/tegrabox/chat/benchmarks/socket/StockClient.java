package io.github.tegrabox.chat.benchmarks.socket;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import org.json.JSONObject;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Socket.IO's own client for the JVM as it comes, its {@code JSONObject} mapped to the
 * record that the SDK hands out, one way or another.
 */
final class StockClient implements BenchClient {

	private static final ObjectReader READER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build()
		.readerFor(Message.class);

	private final Function<JSONObject, Message> mapping;

	private final Socket socket;

	StockClient(int port, Function<JSONObject, Message> mapping, Runnable message, Runnable ready, Runnable connected) {
		this.mapping = mapping;
		IO.Options options = IO.Options.builder()
			.setForceNew(true)
			.setTransports(new String[] { "websocket" })
			.setAuth(Map.of("token", "jwt"))
			.build();
		this.socket = IO.socket(URI.create("http://localhost:" + port), options);
		this.socket.on("message", (arguments) -> {
			MessageReceived event = new MessageReceived(mapping.apply((JSONObject) arguments[0]), false, Instant.now());
			if (!event.recovered()) {
				message.run();
			}
		});
		this.socket.on("user_joined", (arguments) -> ready.run());
		this.socket.on(Socket.EVENT_CONNECT, (arguments) -> connected.run());
		this.socket.connect();
	}

	/**
	 * The mapping that one writes first: as text, to what reads text into records.
	 */
	static Message byJackson(JSONObject json) {
		return READER.readValue(json.toString());
	}

	/**
	 * The mapping that costs least: field by field, by hand.
	 */
	static Message byHand(JSONObject json) {
		return new Message(json.getString("id"), json.getString("room_id"), json.getString("user_id"),
				json.getString("username"), json.getString("content"), Instant.parse(json.getString("created_at")));
	}

	@Override
	public void prepare() {
		this.socket.emit("start_typing", new JSONObject().put("room_id", Clients.ROOM));
	}

	@Override
	public void flood() {
		this.socket.emit("stop_typing", new JSONObject().put("room_id", Clients.ROOM));
	}

	@Override
	public void send(Runnable acknowledged) {
		this.socket.emit("send_message", new JSONObject().put("room_id", Clients.ROOM).put("content", "hello"),
				(Ack) (arguments) -> {
					Message accepted = this.mapping.apply(((JSONObject) arguments[0]).getJSONObject("message"));
					if (!accepted.id().isEmpty()) {
						acknowledged.run();
					}
				});
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
