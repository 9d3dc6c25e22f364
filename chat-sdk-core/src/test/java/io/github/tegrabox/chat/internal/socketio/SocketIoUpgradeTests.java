package io.github.tegrabox.chat.internal.socketio;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.socket.SocketSettings.Connector;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * {@link SocketIoTransport} that begins with polling and upgrades.
 */
class SocketIoUpgradeTests extends SocketTransportContractTests {

	@Override
	SocketTransport createTransport() {
		return new Transports(new EventReader(WireSettings.defaults().events()), Clock.systemUTC(),
				HttpClient.newBuilder(), null, Connector.JDK);
	}

	@Override
	List<String> transports() {
		return List.of("polling", "websocket");
	}

}
