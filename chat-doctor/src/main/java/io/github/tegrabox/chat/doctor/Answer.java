package io.github.tegrabox.chat.doctor;

import java.nio.charset.StandardCharsets;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.json.BodyReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Answer of the server.
 *
 * @param line what was asked
 * @param status the status, 0 if there was no answer
 * @param text the body, or why there is none
 * @param authenticate what the server says of credentials, maybe nothing
 */
record Answer(String line, int status, String text, String authenticate) {

	static final JsonMapper MAPPER = JsonMapper.builder().build();

	boolean isOk() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Whether there is nothing of the kind, as opposed to a refusal.
	 */
	boolean isAbsent() {
		return this.status == 404 || this.status == 405 || this.status == 0;
	}

	JsonNode json() {
		try {
			return this.text.isBlank() ? MissingNode.getInstance() : MAPPER.readTree(this.text);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	/**
	 * Reads a successful answer as the client would.
	 * @return what it holds; {@code null} if the client could not read it
	 */
	<T> @Nullable T read(BodyReader<T> reader) {
		try {
			return isOk() ? reader.read(this.text.getBytes(StandardCharsets.UTF_8)) : null;
		}
		catch (ChatDecodingException ex) {
			return null;
		}
	}

	String evidence(Secrets secrets) {
		String words = secrets.excerpt(this.text);
		return secrets.redact(this.line) + " → " + ((this.status == 0) ? "no answer" : this.status)
				+ ((isOk() || words.isEmpty()) ? "" : " " + words);
	}

}
