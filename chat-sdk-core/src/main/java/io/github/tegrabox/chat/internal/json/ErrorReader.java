package io.github.tegrabox.chat.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lenient reader of errors: <code>{"error":{"code","message","details"}}</code>,
 * <code>{"code","message"}</code>, <code>{"error":"text"}</code>,
 * <code>{"detail"}</code>, and bodies that are not JSON. Reading a whole body never
 * fails.
 */
public final class ErrorReader {

	private static final int MAX_EXCERPT = 300;

	private static final int MAX_PAGE = 8 * 1024;

	/**
	 * White space, control characters (C1, too), line and paragraph separators, and
	 * format characters such as those that change the direction of the text.
	 */
	private static final Pattern UNSAFE = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

	/**
	 * An HTML page, perhaps after a byte order mark, an XML declaration and comments.
	 */
	private static final Pattern HTML = Pattern
		.compile("(?is)^[\\s\\uFEFF]*+(?>(<\\?xml.*?>|<!--.*?-->)\\s*+)*+<(!doctype\\s+html|html)\\b");

	/**
	 * Tags, and elements of a page that contain no readable text.
	 */
	private static final Pattern MARKUP = Pattern.compile("(?is)<(script|style)\\b.*?(</\\1\\s*>|$)|<[^>]*(>|$)");

	/** Error codes that look like HTTP error statuses. */
	private static final Pattern FAILURE = Pattern.compile("[45]\\d\\d(\\d\\d)?");

	private static final int MAX_BYTES = 64 * 1024;

	private @Nullable String code;

	private @Nullable String message;

	private @Nullable String text;

	/** A status that means failure. */
	private @Nullable String refusal;

	private @Nullable String requestId;

	private @Nullable String roomId;

	private Map<String, Object> details = Map.of();

	/**
	 * Whether the body itself reports a failure.
	 */
	private boolean failure;

	/**
	 * Whether the body has content that is not understood.
	 */
	private boolean unread;

	private ErrorReader() {
	}

	/**
	 * Reads a whole body.
	 * @param body the body, in UTF-8 if it is text
	 * @return its content; an excerpt of the body if it is not a JSON object
	 */
	public static ErrorBody read(byte[] body) {
		ErrorReader reader = readObject(body);
		if (reader == null) {
			reader = new ErrorReader();
			reader.unread = true;
		}
		if (reader.words().isEmpty() && (reader.unread || reader.code == null)) {
			// The text of the body may still help a person.
			reader.text = new String(body, 0, Math.min(body.length, MAX_BYTES), StandardCharsets.UTF_8);
		}
		return reader.result();
	}

	/**
	 * Reads the body of a response with a success status that reports a failure.
	 * @param body the body
	 * @return its content, or {@code null} if it reports no failure
	 */
	public static @Nullable ErrorBody readFailure(byte[] body) {
		ErrorReader reader = readObject(body);
		if (reader == null || !reader.failure) {
			return null;
		}
		reader.text = (reader.text != null || reader.code != null) ? reader.text : reader.refusal;
		return reader.saysAnything() ? reader.result() : null;
	}

	/**
	 * Returns whether a body is an HTML page.
	 */
	public static boolean isPage(byte[] body) {
		return HTML.matcher(new String(body, 0, Math.min(body.length, MAX_PAGE), StandardCharsets.UTF_8)).lookingAt();
	}

	private static @Nullable ErrorReader readObject(byte[] body) {
		try {
			try {
				return readWhole(body);
			}
			catch (JacksonException ex) {
				return readWhole(MendedJson.of(body));
			}
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable ErrorReader readWhole(byte[] body) {
		try (JsonParser parser = WireJson.parser(body)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return null;
			}
			ErrorReader reader = new ErrorReader();
			reader.fields(parser);
			return reader;
		}
	}

	/**
	 * Reads the error at the parser's current token.
	 * @param parser the parser, at the first token of any value; left at its last one
	 * @return its content
	 * @throws JacksonException if it is not valid JSON
	 */
	public static ErrorBody read(JsonParser parser) {
		ErrorReader reader = new ErrorReader();
		if (parser.currentToken() == JsonToken.START_OBJECT) {
			reader.fields(parser);
		}
		else {
			reader.text = Values.text(parser);
		}
		return reader.result();
	}

	private ErrorBody result() {
		return new ErrorBody(this.code, words(), this.requestId, this.roomId, this.details);
	}

	private String words() {
		String words = (this.message != null) ? this.message : this.text;
		return (words != null) ? words : "";
	}

	private boolean saysAnything() {
		return this.code != null || !words().isEmpty();
	}

	/**
	 * Trims a server's text to what is safe in a message or a log: one line, without
	 * anything that ends it, or hides or reorders what follows. This is the only place
	 * where a server's text is cleaned. Of an HTML page, such as a proxy sends, only the
	 * readable text is kept.
	 * @param text the text
	 * @return an excerpt of at most 300 characters
	 */
	public static String excerpt(String text) {
		return excerpt(text, MAX_EXCERPT);
	}

	/**
	 * Does the same for a server's text to which words of the client have been appended.
	 * @param text the text
	 * @param most the most characters that the excerpt may have
	 * @return the excerpt
	 */
	public static String excerpt(String text, int most) {
		boolean page = HTML.matcher(text).lookingAt();
		String head = text.substring(0, Math.min(text.length(), page ? MAX_PAGE : 4 * most));
		if (page) {
			head = MARKUP.matcher(head).replaceAll(" ");
			head = head.isBlank() ? "a page of HTML without words" : head;
		}
		String line = UNSAFE.matcher(WireJson.wellFormed(head)).replaceAll(" ").strip();
		return (line.length() <= most) ? line : line.substring(0, most - 1) + '…';
	}

	private void fields(JsonParser parser) {
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken token = parser.nextToken();
			switch (name) {
				case "error" -> error(parser, token);
				case "data" -> data(parser, token);
				case "code" -> {
					this.code = Values.text(parser);
					this.failure |= token == JsonToken.VALUE_NUMBER_INT
							&& FAILURE.matcher(parser.getString()).matches();
				}
				case "status", "statusCode" -> status(parser);
				case "message" -> this.message = textOrList(parser, token);
				case "detail" -> this.text = textOrList(parser, token);
				case "title", "msg" -> {
					String words = Values.text(parser);
					this.text = (this.text != null) ? this.text : words;
				}
				case "request_id", "requestId" -> this.requestId = Values.text(parser);
				case "room_id", "roomId" -> this.roomId = Values.text(parser);
				case "details" -> details(parser, token);
				case "errors" -> errors(parser, token);
				case "success", "ok", "valid" -> this.failure |= Boolean.FALSE.equals(Values.flag(parser));
				default -> {
					this.unread = true;
					parser.skipChildren();
				}
			}
		}
	}

	/**
	 * Returns text, or that of all items of a list, which also becomes the details.
	 */
	private @Nullable String textOrList(JsonParser parser, JsonToken token) {
		if (token != JsonToken.START_ARRAY) {
			return Values.text(parser);
		}
		if (!(Values.plain(parser) instanceof List<?> list)) {
			return null;
		}
		this.details = this.details.isEmpty() ? Map.of("errors", list) : this.details;
		String words = list.stream()
			.map(ErrorReader::finding)
			.filter(Objects::nonNull)
			.collect(Collectors.joining("; "));
		return words.isEmpty() ? null : words;
	}

	private static @Nullable String finding(@Nullable Object item) {
		Object text = item;
		if (item instanceof Map<?, ?> fields) {
			text = Stream.of("msg", "message", "detail")
				.filter(fields::containsKey)
				.findFirst()
				.map(fields::get)
				.orElse(null);
		}
		return (text instanceof String words) ? words : null;
	}

	private void errors(JsonParser parser, JsonToken token) {
		if (!this.details.isEmpty()) {
			parser.skipChildren();
			return;
		}
		this.unread = true;
		if (token == JsonToken.START_ARRAY) {
			String words = textOrList(parser, token);
			this.text = (this.text != null) ? this.text : words;
		}
		else {
			details(parser, token);
		}
		this.failure |= !this.details.isEmpty() && !List.of().equals(this.details.get("errors"));
	}

	private void status(JsonParser parser) {
		this.unread = true;
		String status = Values.text(parser);
		if (status != null && Acknowledgement.isNo(status)) {
			this.refusal = status;
			this.failure = true;
		}
	}

	private void error(JsonParser parser, JsonToken token) {
		if (token == JsonToken.START_OBJECT) {
			this.failure = true;
			fields(parser);
		}
		else {
			this.text = Values.text(parser);
			this.failure |= token == JsonToken.VALUE_TRUE || (token == JsonToken.VALUE_STRING && !words().isEmpty());
		}
	}

	private void data(JsonParser parser, JsonToken token) {
		if (token == JsonToken.START_OBJECT) {
			fields(parser);
		}
		else {
			parser.skipChildren();
		}
	}

	private void details(JsonParser parser, JsonToken token) {
		if (token == JsonToken.START_OBJECT) {
			this.details = Values.plainMap(parser);
		}
		else if (token == JsonToken.START_ARRAY) {
			Object list = Values.plain(parser);
			this.details = (list != null) ? Map.of("errors", list) : Map.of();
		}
		else {
			parser.skipChildren();
		}
	}

}
