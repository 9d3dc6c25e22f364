package io.github.tegrabox.chat.internal.auth;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

import io.github.tegrabox.chat.internal.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a client may read of a JWT. Nothing is verified: only the server can do that.
 *
 * @param expiresAt when the token expires, if it tells
 * @param userId who the token is of, if it tells
 */
record JwtClaims(@Nullable Instant expiresAt, @Nullable String userId) {

	private static final JwtClaims NONE = new JwtClaims(null, null);

	/**
	 * Reads the claims.
	 * @param jwt the JWT
	 * @return what it tells; nothing, if the text is no JWT
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
				case "exp" -> expiresAt = value.isNumeric() ? seconds(parser.getDecimalValue()) : null;
				case "sub" -> subject = (value == JsonToken.VALUE_STRING) ? parser.getString() : null;
				case "user_id", "userId" -> userId = (value == JsonToken.VALUE_STRING) ? parser.getString() : userId;
				default -> {
				}
			}
			parser.skipChildren();
		}
		return new JwtClaims(expiresAt, (subject != null) ? subject : userId);
	}

	private static @Nullable Instant seconds(BigDecimal seconds) {
		try {
			return Instant.ofEpochMilli(seconds.movePointRight(3).toBigInteger().longValueExact());
		}
		catch (DateTimeException | ArithmeticException ex) {
			return null;
		}
	}

}
