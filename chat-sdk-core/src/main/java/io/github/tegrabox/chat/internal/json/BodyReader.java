package io.github.tegrabox.chat.internal.json;

import io.github.tegrabox.chat.error.ChatDecodingException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reader of the body of a successful response.
 *
 * @param <T> the type it is read as
 */
public interface BodyReader<T> {

	/**
	 * Reads the value at the parser's current token.
	 * @param parser the parser, at the first token of the value; left at its last one
	 * @return the value
	 * @throws ChatDecodingException if the value is not valid
	 * @throws JacksonException if it is not valid JSON
	 */
	T read(JsonParser parser);

	/**
	 * Reads a whole body.
	 * @param json the body in UTF-8
	 * @return the value
	 * @throws ChatDecodingException if it is not valid JSON or not a valid value; neither
	 * message nor cause reveals the content
	 */
	default T read(byte[] json) {
		try {
			try {
				return readWhole(json);
			}
			catch (JacksonException ex) {
				return readWhole(MendedJson.of(json));
			}
		}
		catch (JacksonException ex) {
			if (ErrorReader.isPage(json)) {
				throw new ChatDecodingException(
						"The body is a page of HTML where a " + this + " is expected: is the base URL right?", null);
			}
			// No cause: its message quotes the content, which may be a token.
			TokenStreamLocation at = ex.getLocation();
			String where = (at != null) ? " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ')' : "";
			throw new ChatDecodingException("The body is no valid JSON where a " + this + " is expected" + where, null);
		}
	}

	/**
	 * Reads a whole body as it is, without mending it first.
	 * @param json the body in UTF-8
	 * @return the value
	 * @throws ChatDecodingException if the value is not valid
	 * @throws JacksonException if it is not valid JSON
	 */
	default T readWhole(byte[] json) {
		try (JsonParser parser = WireJson.parser(json)) {
			if (parser.nextToken() == null) {
				throw new ChatDecodingException("The body is empty where a " + this + " is expected", null);
			}
			T value = read(parser);
			if (parser.nextToken() != null) {
				throw new ChatDecodingException("The body goes on after the " + this, null);
			}
			return value;
		}
	}

}
