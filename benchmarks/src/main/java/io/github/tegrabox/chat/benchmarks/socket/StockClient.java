package io.github.tegrabox.chat.benchmarks.socket;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.Message;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import org.json.JSONObject;

/**
 * Socket.IO's own client for the JVM as it comes, its {@code JSONObject} mapped to the
 * record that the SDK hands out.
 */
final class StockClient implements BenchClient {

	private final Socket socket;

	StockClient(int port, Runnable message, Runnable ready, Runnable connected) {
		IO.Options options = IO.Options.builder()
			.setForceNew(true)
			.setTransports(new String[] { "websocket" })
			.setAuth(Map.of("token", "jwt"))
			.build();
		this.socket = IO.socket(URI.create("http://localhost:" + port), options);
		this.socket.on("message", (arguments) -> {
			MessageReceived event = received((JSONObject) arguments[0]);
			if (!event.recovered()) {
				message.run();
			}
		});
		this.socket.on("user_joined", (arguments) -> ready.run());
		this.socket.on(Socket.EVENT_CONNECT, (arguments) -> connected.run());
		this.socket.connect();
	}

	private static MessageReceived received(JSONObject json) {
		return new MessageReceived(message(json), false, Instant.now());
	}

	private static Message message(JSONObject json) {
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
					Message accepted = message(((JSONObject) arguments[0]).getJSONObject("message"));
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
