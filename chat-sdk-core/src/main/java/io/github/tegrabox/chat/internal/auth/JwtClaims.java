package io.github.tegrabox.chat.internal.auth;

import java.time.Instant;
import java.util.Base64;

import io.github.tegrabox.chat.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The claims of a JWT that a client reads. Nothing is verified; only the server can.
 *
 * @param expiresAt when the token expires, if known
 * @param userId the id of the token's user, if known
 */
record JwtClaims(@Nullable Instant expiresAt, @Nullable String userId) {

	/**
	 * Some thirty thousand years from now; later times are ignored.
	 */
	private static final double MAX_SECONDS = 1e12;

	private static final JwtClaims NONE = new JwtClaims(null, null);

	/**
	 * Reads the claims.
	 * @param jwt the JWT
	 * @return the claims; all absent if the text is not a JWT
	 */
	static JwtClaims read(String jwt) {
		int start = jwt.indexOf('.') + 1;
		int end = jwt.indexOf('.', start);
		if (start == 0 || end < 0) {
			return NONE;
		}
		try (JsonParser parser = WireJson.parser(Base64.getUrlDecoder().decode(jwt.substring(start, end)))) {
			return (parser.nextToken() == JsonToken.START_OBJECT) ? claims(parser) : NONE;
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return NONE;
		}
	}

	private static JwtClaims claims(JsonParser parser) {
		Instant expiresAt = null;
		String subject = null;
		String userId = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken value = parser.nextToken();
			switch (name) {
				case "exp" -> expiresAt = value.isNumeric() ? seconds(parser.getDoubleValue()) : null;
				case "sub" -> subject = isId(value) ? parser.getString() : null;
				case "user_id", "userId" -> userId = isId(value) ? parser.getString() : userId;
				default -> {
				}
			}
			parser.skipChildren();
		}
		return new JwtClaims(expiresAt, (subject != null) ? subject : userId);
	}

	/**
	 * A number is an id as it is written, as elsewhere.
	 */
	private static boolean isId(JsonToken value) {
		return value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT;
	}

	/**
	 * Converts seconds without {@code BigDecimal}: a number such as {@code 1e100000000}
	 * would exhaust the memory.
	 */
	private static @Nullable Instant seconds(double seconds) {
		return (Math.abs(seconds) < MAX_SECONDS) ? Instant.ofEpochMilli((long) Math.floor(seconds * 1000)) : null;
	}

}
