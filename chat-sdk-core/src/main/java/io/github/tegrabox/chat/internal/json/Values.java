package io.github.tegrabox.chat.internal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/**
 * Lenient reading of single values. Each method takes the parser at the first token of a
 * value, leaves it at the last one, and returns {@code null} for what it cannot use.
 */
final class Values {

	private Values() {
	}

	/**
	 * Reads text; a number is taken as it is written.
	 */
	static @Nullable String text(JsonParser parser) {
		return switch (parser.currentToken()) {
			case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
			default -> {
				parser.skipChildren();
				yield null;
			}
		};
	}

	/**
	 * Reads text that is not blank, as required fields need it.
	 */
	static @Nullable String presentText(JsonParser parser) {
		String text = text(parser);
		return (text == null || text.isBlank()) ? null : text;
	}

	/**
	 * Reads text that is not blank and can be a path segment; nothing else is an id.
	 */
	static @Nullable String id(JsonParser parser) {
		String id = presentText(parser);
		return (id == null || id.equals(".") || id.equals("..")) ? null : id;
	}

	static @Nullable Long integer(JsonParser parser) {
		try {
			return switch (parser.currentToken()) {
				case VALUE_NUMBER_INT -> parser.getLongValue();
				case VALUE_NUMBER_FLOAT -> parser.isNaN() ? null : (Long) parser.getLongValue();
				case VALUE_STRING -> Long.valueOf(parser.getString().strip());
				default -> {
					parser.skipChildren();
					yield null;
				}
			};
		}
		catch (InputCoercionException | NumberFormatException ex) {
			return null;
		}
	}

	static @Nullable Integer smallInteger(JsonParser parser) {
		Long value = integer(parser);
		return (value != null && value == value.intValue()) ? (Integer) value.intValue() : null;
	}

	/**
	 * Reads a boolean; 1 and 0 are accepted, and text in any case.
	 */
	static @Nullable Boolean flag(JsonParser parser) {
		return switch (parser.currentToken()) {
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			case VALUE_STRING, VALUE_NUMBER_INT -> switch (parser.getString().toLowerCase(Locale.ROOT)) {
				case "true", "1" -> true;
				case "false", "0" -> false;
				default -> null;
			};
			default -> {
				parser.skipChildren();
				yield null;
			}
		};
	}

	/**
	 * Reads any value as maps, lists, text, numbers and booleans; {@code null} also if
	 * there is no value because an array ends here.
	 */
	static @Nullable Object plain(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token == null) {
			return null;
		}
		return switch (token) {
			case START_OBJECT -> plainMap(parser);
			case START_ARRAY -> plainList(parser);
			case VALUE_STRING -> parser.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			default -> null;
		};
	}

	static Map<String, Object> plainMap(JsonParser parser) {
		Map<String, @Nullable Object> map = new LinkedHashMap<>();
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			map.put(name, plain(parser));
		}
		return nonNullView(map);
	}

	private static List<@Nullable Object> plainList(JsonParser parser) {
		List<@Nullable Object> list = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			list.add(plain(parser));
		}
		return list;
	}

	// JSON null is a value here, which the public type cannot express.
	@SuppressWarnings("NullAway")
	private static Map<String, Object> nonNullView(Map<String, @Nullable Object> map) {
		return map;
	}

}
