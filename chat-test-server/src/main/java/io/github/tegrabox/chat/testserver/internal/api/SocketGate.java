package io.github.tegrabox.chat.testserver.internal.api;

import java.util.Map;

import io.github.tegrabox.chat.testserver.fault.FaultEffect;
import io.github.tegrabox.chat.testserver.fault.Faults;
import io.github.tegrabox.chat.testserver.internal.socketio.ConnectRefusedException;
import io.github.tegrabox.chat.testserver.internal.socketio.Handshake;
import io.github.tegrabox.chat.testserver.internal.socketio.Middleware;
import io.github.tegrabox.chat.testserver.internal.socketio.ServerSocket;
import io.github.tegrabox.chat.testserver.record.RecordedEvent;
import io.github.tegrabox.chat.testserver.record.RecordedEvent.Kind;
import io.github.tegrabox.chat.testserver.record.Recorder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Lets those sockets in that bring a good token.
 */
final class SocketGate implements Middleware {

	/**
	 * The attribute of a socket that holds its {@link VerifiedToken}.
	 */
	static final String TOKEN = "token";

	private final Tokens tokens;

	private final Dialect dialect;

	private final Faults faults;

	private final Recorder recorder;

	SocketGate(Tokens tokens, Dialect dialect, Faults faults, Recorder recorder) {
		this.tokens = tokens;
		this.dialect = dialect;
		this.faults = faults;
		this.recorder = recorder;
	}

	@Override
	public void check(ServerSocket socket) throws ConnectRefusedException {
		for (FaultEffect effect : this.faults.take(Faults.CONNECT)) {
			if (effect instanceof FaultEffect.Refuse refuse) {
				throw refusal(socket, refuse.code());
			}
		}
		try {
			socket.attributes().put(TOKEN, this.tokens.verify(jwt(socket.handshake())));
		}
		catch (ApiException ex) {
			throw refusal(socket, ex.code());
		}
	}

	private @Nullable String jwt(Handshake handshake) {
		Place place = this.dialect.socketAuth();
		if (place.is("query")) {
			return handshake.request().queryParameter(place.name());
		}
		if (place.is("header")) {
			CredentialHeader jwt = this.dialect.jwt();
			return place.name().equalsIgnoreCase(jwt.name()) ? jwt.read(handshake.request().headers())
					: handshake.request().headers().first(place.name());
		}
		JsonNode token = handshake.auth().get(place.name());
		if (token != null && !token.isNull() && !token.isString()) {
			throw new ApiException(401, Tokens.INVALID, "The token is no text.");
		}
		return (token != null && token.isString()) ? token.stringValue() : null;
	}

	static VerifiedToken token(ServerSocket socket) {
		if (socket.attributes().get(TOKEN) instanceof VerifiedToken token) {
			return token;
		}
		throw new IllegalStateException("The socket was not checked");
	}

	private ConnectRefusedException refusal(ServerSocket socket, String code) {
		this.recorder.add(new RecordedEvent(Kind.REFUSED, socket.id(), null, code, ""));
		return new ConnectRefusedException("unauthorized", Map.of("code", code));
	}

}
