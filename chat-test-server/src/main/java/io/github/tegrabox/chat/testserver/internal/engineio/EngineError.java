package io.github.tegrabox.chat.testserver.internal.engineio;

import java.nio.charset.StandardCharsets;

import io.github.tegrabox.chat.testserver.internal.http.HttpResponse;

/**
 * The refusals of Engine.IO with the codes that its clients know.
 */
enum EngineError {

	UNKNOWN_TRANSPORT(0, "Transport unknown"),

	UNKNOWN_SID(1, "Session ID unknown"),

	BAD_HANDSHAKE_METHOD(2, "Bad handshake method"),

	BAD_REQUEST(3, "Bad request"),

	UNSUPPORTED_PROTOCOL_VERSION(5, "Unsupported protocol version");

	private final int code;

	private final String message;

	EngineError(int code, String message) {
		this.code = code;
		this.message = message;
	}

	HttpResponse response() {
		String json = "{\"code\":" + this.code + ",\"message\":\"" + this.message + "\"}";
		return HttpResponse.json(400, json.getBytes(StandardCharsets.UTF_8));
	}

}
