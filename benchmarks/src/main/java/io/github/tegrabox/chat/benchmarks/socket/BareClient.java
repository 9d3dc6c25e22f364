package io.github.tegrabox.chat.benchmarks.socket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.internal.json.Acknowledgement;
import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.json.WireJson;
import io.github.tegrabox.chat.wire.WireSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The JDK's WebSocket and the SDK's reader of events, and nothing between them: no
 * bounds, no checks, no rooms, no queues. What a client on this WebSocket may reach.
 */
final class BareClient implements BenchClient, WebSocket.Listener {

	private final EventReader events = new EventReader(WireSettings.defaults().events());

	private final StringBuilder part = new StringBuilder();

	private final Runnable message;

	private final Runnable ready;

	private final Runnable connected;

	private final WebSocket socket;

	private volatile @Nullable Runnable acknowledged;

	BareClient(int port, Runnable message, Runnable ready, Runnable connected) {
		this.message = message;
		this.ready = ready;
		this.connected = connected;
		URI uri = URI.create("ws://localhost:" + port + "/socket.io/?EIO=4&transport=websocket");
		this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, this).join();
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
		this.part.append(data);
		if (last) {
			char[] text = new char[this.part.length()];
			this.part.getChars(0, text.length, text, 0);
			this.part.setLength(0);
			read(from, text);
		}
		from.request(1);
		return null;
	}

	private void read(WebSocket from, char[] text) {
		switch (text[0]) {
			case '0' -> send(from, "40{\"token\":\"jwt\"}");
			case '2' -> send(from, "3");
			default -> packet(text);
		}
	}

	private void packet(char[] text) {
		switch (text[1]) {
			case '0' -> this.connected.run();
			case '2' -> event(text);
			default -> acknowledgement(text);
		}
	}

	private void event(char[] text) {
		try (JsonParser parser = WireJson.parser(text, 2, text.length - 2)) {
			parser.nextToken();
			parser.nextToken();
			String name = parser.getString();
			parser.nextToken();
			ChatEvent event = this.events.read(name, parser, Instant.now());
			((event instanceof MessageReceived) ? this.message : this.ready).run();
		}
	}

	private void acknowledgement(char[] text) {
		Runnable waiting = this.acknowledged;
		int arguments = 2 + "0".length();
		try (JsonParser parser = WireJson.parser(text, arguments, text.length - arguments)) {
			parser.nextToken();
			parser.nextToken();
			if (waiting != null && Acknowledgement.read(parser).ok()) {
				waiting.run();
			}
		}
	}

	@Override
	public void prepare() {
		send(this.socket, "42[\"start_typing\",{\"room_id\":\"" + Clients.ROOM + "\"}]");
	}

	@Override
	public void flood() {
		send(this.socket, "42[\"stop_typing\",{\"room_id\":\"" + Clients.ROOM + "\"}]");
	}

	@Override
	public void send(Runnable acknowledged) {
		this.acknowledged = acknowledged;
		send(this.socket, "420[\"send_message\",{\"room_id\":\"" + Clients.ROOM + "\",\"content\":\"hello\"}]");
	}

	private static void send(WebSocket to, String text) {
		CompletableFuture<WebSocket> unused = to.sendText(text, true);
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
