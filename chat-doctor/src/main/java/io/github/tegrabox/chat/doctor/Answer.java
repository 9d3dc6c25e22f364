package io.github.tegrabox.chat.doctor;

import java.nio.charset.StandardCharsets;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.internal.json.BodyReader;
import io.github.tegrabox.chat.internal.json.ErrorReader;
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
 * @param problem why the client could not read it, maybe nothing
 */
record Answer(String line, int status, String text, String problem) {

	static final JsonMapper MAPPER = JsonMapper.builder().build();

	Answer(String line, int status, String text) {
		this(line, status, text, "");
	}

	/**
	 * Whether it is a success, by its own words too.
	 */
	boolean isOk() {
		return this.status >= 200 && this.status < 300 && ErrorReader.readFailure(bytes()) == null;
	}

	/**
	 * Whether the path that was asked for ends in a slash.
	 */
	boolean hasSlash() {
		return this.line.replaceFirst("\\?.*", "").endsWith("/");
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
			return isOk() ? reader.read(bytes()) : null;
		}
		catch (ChatDecodingException ex) {
			return null;
		}
	}

	/**
	 * The same answer, which tells why the client could not read it.
	 */
	Answer explained(BodyReader<?> reader) {
		try {
			if (isOk()) {
				reader.read(bytes());
			}
			return this;
		}
		catch (ChatDecodingException ex) {
			return new Answer(this.line, this.status, this.text, String.valueOf(ex.getMessage()));
		}
	}

	private byte[] bytes() {
		return this.text.getBytes(StandardCharsets.UTF_8);
	}

	String evidence(Secrets secrets) {
		String words = secrets.excerpt(this.text);
		String why = isOk() ? (this.problem.isEmpty() ? "" : ", but: " + this.problem)
				: (words.isEmpty() ? "" : " " + words);
		return secrets.redact(this.line) + " → " + ((this.status == 0) ? "no answer" : this.status) + why;
	}

}
