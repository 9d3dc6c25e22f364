package io.github.tegrabox.chat.internal.net;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reader of {@code Retry-After}: seconds, whole or not, or a date in any of the three
 * formats of HTTP. An unreadable value still leads to a pause.
 */
public final class RetryAfter {

	/**
	 * The pause for a value that cannot be read.
	 */
	public static final Duration UNREADABLE = Duration.ofMinutes(1);

	/**
	 * The longest pause: a longer one means that the client should not come back at all.
	 */
	public static final Duration LONGEST = Duration.ofDays(365);

	private static final int MAX_LENGTH = 64;

	private static final Pattern SECONDS = Pattern.compile("-?\\d+(\\.\\d+)?");

	@SuppressWarnings("TimeInStaticInitializer") // The two-digit years may be off by the
													// life of the process.
	private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.appendPattern("EEEE, dd-MMM-")
		.appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.now(ZoneOffset.UTC).getYear() - 49)
		.appendPattern(" HH:mm:ss 'GMT'")
		.toFormatter(Locale.ENGLISH);

	private static final DateTimeFormatter ASCTIME = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.appendPattern("EEE MMM ppd HH:mm:ss uuuu")
		.toFormatter(Locale.ENGLISH);

	private RetryAfter() {
	}

	/**
	 * Reads the pause that a server asks for.
	 * @param value the value of {@code Retry-After}, {@code null} if there is none
	 * @param date the value of {@code Date}, {@code null} if there is none: the time by
	 * the server's clock, used since this one may be wrong
	 * @param now the time by this clock
	 * @return the pause, from 0 to {@link #LONGEST}; {@link #UNREADABLE} for a value that
	 * makes no sense; {@code null} if the server asks for none
	 */
	public static @Nullable Duration read(@Nullable String value, @Nullable String date, Instant now) {
		if (value == null) {
			return null;
		}
		String wish = value.strip();
		if (wish.length() > MAX_LENGTH) {
			return UNREADABLE;
		}
		if (SECONDS.matcher(wish).matches()) {
			BigDecimal millis = new BigDecimal(wish).movePointRight(3).setScale(0, RoundingMode.CEILING);
			return bounded(Duration.ofMillis(millis.min(BigDecimal.valueOf(LONGEST.toMillis())).longValue()));
		}
		Instant time = instant(wish);
		if (time == null) {
			return UNREADABLE;
		}
		Instant base = (date != null) ? instant(date.strip()) : null;
		return bounded(Duration.between((base != null) ? base : now, time).truncatedTo(ChronoUnit.MILLIS));
	}

	private static Duration bounded(Duration pause) {
		if (pause.isNegative()) {
			return Duration.ZERO;
		}
		return (pause.compareTo(LONGEST) < 0) ? pause : LONGEST;
	}

	private static @Nullable Instant instant(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		try {
			return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		}
		catch (DateTimeException ex) {
			return obsolete(text);
		}
	}

	private static @Nullable Instant obsolete(String text) {
		for (DateTimeFormatter format : List.of(RFC_850, ASCTIME)) {
			try {
				return LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC);
			}
			catch (DateTimeException ex) {
				// It may be in the other format.
			}
		}
		return null;
	}

}
