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
 * Reads when a JWT expires. Nothing is verified: only the server can do that.
 */
final class JwtExpiry {

	private JwtExpiry() {
	}

	/**
	 * Reads {@code exp}.
	 * @param jwt the JWT
	 * @return the time, or {@code null} if the text is no JWT or has no such claim
	 */
	static @Nullable Instant read(String jwt) {
		int start = jwt.indexOf('.') + 1;
		int end = jwt.indexOf('.', start);
		if (start == 0 || end < 0) {
			return null;
		}
		try (JsonParser parser = WireJson.parser(Base64.getUrlDecoder().decode(jwt.substring(start, end)))) {
			return (parser.nextToken() == JsonToken.START_OBJECT) ? exp(parser) : null;
		}
		catch (JacksonException | IllegalArgumentException | DateTimeException | ArithmeticException ex) {
			return null;
		}
	}

	private static @Nullable Instant exp(JsonParser parser) {
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken value = parser.nextToken();
			if (name.equals("exp")) {
				return value.isNumeric() ? seconds(parser.getDecimalValue()) : null;
			}
			parser.skipChildren();
		}
		return null;
	}

	private static Instant seconds(BigDecimal seconds) {
		return Instant.ofEpochMilli(seconds.movePointRight(3).toBigInteger().longValueExact());
	}

}
