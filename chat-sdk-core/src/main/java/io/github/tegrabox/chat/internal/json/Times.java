package io.github.tegrabox.chat.internal.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;

/**
 * Reader of times: ISO-8601 with or without an offset (without it, UTC), or epoch
 * milliseconds or seconds.
 */
final class Times {

	private static final int SECONDS_LENGTH = "2026-01-31T12:00:00".length();

	private static final long FIRST_SECONDS = 1_000_000_000L;

	private static final long FIRST_MILLISECONDS = 100_000_000_000L;

	private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

	private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.appendPattern("['T'][' ']")
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[XXX][XX][X]['['VV']']")
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private Times() {
	}

	/**
	 * Reads the value at the parser's current token.
	 * @return the time, or {@code null} if the value is not a time
	 */
	static @Nullable Instant read(JsonParser parser) {
		return switch (parser.currentToken()) {
			case VALUE_STRING -> parse(parser.getString());
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.isNaN() ? null : epoch(parser);
			default -> {
				parser.skipChildren();
				yield null;
			}
		};
	}

	static @Nullable Instant parse(String text) {
		Instant time = parseCommon(text);
		return (time != null) ? time : parseAny(text.strip());
	}

	private static @Nullable Instant epoch(JsonParser parser) {
		try {
			long number = parser.getLongValue();
			return Instant.ofEpochMilli(isSeconds(number) ? Math.round(parser.getDoubleValue() * 1000) : number);
		}
		catch (InputCoercionException ex) {
			return null;
		}
	}

	/**
	 * Returns whether a number is epoch seconds: from 2001 on. As milliseconds, these
	 * numbers would be times in years before there was any chat.
	 */
	private static boolean isSeconds(long number) {
		return number >= FIRST_SECONDS && number < FIRST_MILLISECONDS;
	}

	/**
	 * Parses the form that nearly every server sends, {@code 2026-01-31T12:00:00[.123]Z},
	 * without the cost of a formatter.
	 */
	private static @Nullable Instant parseCommon(String text) {
		int length = text.length();
		if (length <= SECONDS_LENGTH || length > SECONDS_LENGTH + 11 || text.charAt(length - 1) != 'Z'
				|| text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':'
				|| text.charAt(16) != ':') {
			return null;
		}
		int year = digits(text, 0, 4);
		int month = digits(text, 5, 7);
		int day = digits(text, 8, 10);
		int hour = digits(text, 11, 13);
		int minute = digits(text, 14, 16);
		int second = digits(text, 17, 19);
		int nano = nano(text, length - 1);
		if ((year | month | day | hour | minute | second | nano) < 0) {
			return null;
		}
		try {
			return LocalDateTime.of(year, month, day, hour, minute, second, nano).toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static int nano(String text, int end) {
		if (end == SECONDS_LENGTH) {
			return 0;
		}
		if (text.charAt(SECONDS_LENGTH) != '.' || end == SECONDS_LENGTH + 1) {
			return -1;
		}
		int nano = digits(text, SECONDS_LENGTH + 1, end);
		for (int i = end - SECONDS_LENGTH - 1; i < 9 && nano > 0; i++) {
			nano *= 10;
		}
		return nano;
	}

	private static int digits(String text, int from, int to) {
		int value = 0;
		for (int i = from; i < to; i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return -1;
			}
			value = value * 10 + digit;
		}
		return value;
	}

	private static @Nullable Instant parseAny(String text) {
		if (INTEGER.matcher(text).matches()) {
			return epoch(text);
		}
		try {
			TemporalAccessor time = ISO.parseBest(text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
			return (time instanceof LocalDateTime local) ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static @Nullable Instant epoch(String text) {
		try {
			long number = Long.parseLong(text);
			return Instant.ofEpochMilli(isSeconds(number) ? number * 1000 : number);
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
