package io.github.tegrabox.chat.internal.socketio;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;

import io.github.tegrabox.chat.internal.json.EventReader;
import io.github.tegrabox.chat.internal.socket.Transports;
import io.github.tegrabox.chat.wire.WireSettings;

/**
 * {@link SocketIoTransport} that only polls.
 */
class SocketIoPollingTests extends SocketTransportContractTests {

	@Override
	SocketTransport createTransport() {
		return Transports.jdk(new EventReader(WireSettings.defaults().events()), Clock.systemUTC(),
				HttpClient.newBuilder());
	}

	@Override
	List<String> transports() {
		return List.of("polling");
	}

}
