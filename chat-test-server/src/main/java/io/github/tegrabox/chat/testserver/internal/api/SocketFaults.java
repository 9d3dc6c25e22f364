package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Duration;
import java.util.Optional;

import io.github.tegrabox.chat.testserver.fault.FaultEffect;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.fault.SocketEnding;
import io.github.tegrabox.chat.testserver.internal.engineio.EngineSession;
import io.github.tegrabox.chat.testserver.internal.engineio.Frame;
import io.github.tegrabox.chat.testserver.internal.engineio.HandshakeGuard;
import io.github.tegrabox.chat.testserver.internal.http.Delivery;
import io.github.tegrabox.chat.testserver.internal.http.HttpRequest;
import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;
import io.github.tegrabox.chat.testserver.internal.socketio.Fate;
import io.github.tegrabox.chat.testserver.internal.socketio.OutboundFilter;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;

/**
 * Lets faults happen to handshakes and to the events that the server sends.
 */
final class SocketFaults implements HandshakeGuard, OutboundFilter {

	private static final Frame NO_PACKET = Frame.text("4{\"this\":\"is no packet\"");

	private final Faults faults;

	private final Dialect dialect;

	private final Ids ids;

	SocketFaults(Faults faults, Dialect dialect, Ids ids) {
		this.faults = faults;
		this.dialect = dialect;
		this.ids = ids;
	}

	@Override
	public Optional<HttpResponse> refuse(HttpRequest request) {
		for (FaultEffect effect : this.faults.take(Faults.HANDSHAKE)) {
			if (effect instanceof FaultEffect.Respond respond) {
				return Optional.of(Answers.respond(respond, this.ids.next("req")));
			}
			if (effect instanceof FaultEffect.Cut) {
				return Optional.of(HttpResponse.of(503).withDelivery(Delivery.reset()));
			}
		}
		return Optional.empty();
	}

	@Override
	public Fate decide(ServerSocket socket, String event) {
		int copies = 1;
		Duration delay = Duration.ZERO;
		for (FaultEffect effect : this.faults.take(Faults.EMIT + this.dialect.ownName(event))) {
			if (effect instanceof FaultEffect.Delay later) {
				delay = delay.plus(later.time());
			}
			else if (effect instanceof FaultEffect.Duplicate) {
				copies = 2;
			}
			else {
				copies = 0;
				inPlaceOfEvent(socket, effect);
			}
		}
		return new Fate(copies, delay);
	}

	static void end(ServerSocket socket, SocketEnding ending) {
		switch (ending) {
			case DISCONNECT -> socket.disconnect(false);
			case CLOSE -> socket.onSession(EngineSession::close);
			case RESET -> socket.onSession(EngineSession::reset);
			case HALF_OPEN -> socket.onSession(EngineSession::mute);
		}
	}

	private static void inPlaceOfEvent(ServerSocket socket, FaultEffect effect) {
		if (effect instanceof FaultEffect.End end) {
			end(socket, end.ending());
		}
		else if (effect instanceof FaultEffect.MalformedFrame) {
			socket.onSession((session) -> session.send(NO_PACKET));
		}
	}

}
