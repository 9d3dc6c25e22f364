package io.github.tegrabox.chat.internal.json;

import java.util.Locale;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The server's acknowledgement of an event.
 *
 * @param ok whether the server did what was asked
 * @param message the accepted message, if the event sent one and the server returns its
 * id; room, user and content are empty where the server leaves them out
 * @param errorCode the error code of a refusal
 * @param errorMessage the error message of a refusal
 */
public record Acknowledgement(boolean ok, @Nullable Message message, @Nullable String errorCode,
		@Nullable String errorMessage) {

	/** Values by which a server says no. */
	private static final Pattern NO = Pattern.compile("false|error|fail|failed|failure|nok|ko|rejected|refused"
			+ "|denied|forbidden|unauthori[sz]ed|invalid|not_?found");

	/** The same for {@code status}. */
	private static final Pattern NO_STATUS = Pattern.compile("[45]\\d\\d|" + NO.pattern());

	/** Values of {@code code} by which a server says yes. */
	private static final Pattern YES = Pattern.compile("((message|room|join|send)[_-])*(ok|success|successful|succeeded"
			+ "|done|joined|sent|accepted|created|delivered)|0+|[1-3]\\d{0,2}|2\\d{4}");

	private static final EntityReader<Message> MESSAGE = EntityReader.messageOf("", "", "");

	/**
	 * Reads the acknowledgement at the parser's current token. If it is no object,
	 * {@code false} is a refusal, and so is a text that is one word for no. An object
	 * with {@code ok} (or {@code success}) is what that says. Without it, the object is a
	 * refusal exactly if there is an {@code error}, or if there is no whole message and
	 * {@code status} (if absent, {@code code}) says no. A {@code code} beside a text, as
	 * in an error, says no unless it says yes. The message may be under {@code message},
	 * under {@code data}, or the object itself; of several, the most complete one counts.
	 * @param parser the parser, at the first token of the first argument, or at the end
	 * of the arguments if there is none; it is left at the last token of that argument
	 * @return the acknowledgement
	 * @throws tools.jackson.core.JacksonException if it is not valid JSON
	 */
	public static Acknowledgement read(JsonParser parser) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			boolean no = parser.currentToken() == JsonToken.VALUE_FALSE;
			if (parser.currentToken() == JsonToken.VALUE_STRING
					&& NO.matcher(parser.getString().toLowerCase(Locale.ROOT)).matches()) {
				return new Acknowledgement(false, null, null, parser.getString());
			}
			parser.skipChildren();
			return new Acknowledgement(!no, null, null, null);
		}
		Fields fields = new Fields();
		fields.read(parser);
		return fields.build();
	}

	/**
	 * Returns whether a status means no.
	 */
	static boolean isNo(String status) {
		return NO_STATUS.matcher(status.toLowerCase(Locale.ROOT)).matches();
	}

	private static final class Fields {

		private @Nullable Boolean ok;

		private @Nullable Message message;

		private @Nullable String text;

		private @Nullable String detail;

		private @Nullable ErrorBody error;

		private @Nullable String code;

		private @Nullable String status;

		private void read(JsonParser parser) {
			String id = null;
			MessageDraft bare = new MessageDraft("", "", "");
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				JsonToken token = parser.nextToken();
				boolean object = token == JsonToken.START_OBJECT;
				switch (name) {
					case "ok" -> this.ok = Values.flag(parser);
					case "success" -> {
						Boolean success = Values.flag(parser);
						this.ok = (this.ok != null) ? this.ok : success;
					}
					case "message" -> message(parser, object);
					case "error", "err" -> this.error = error(parser, token);
					case "data" -> data(parser, object);
					case "code" -> this.code = Values.text(parser);
					case "detail" -> this.detail = Values.text(parser);
					case "status", "statusCode" ->
						this.status = (token == JsonToken.VALUE_FALSE) ? "false" : Values.text(parser);
					case "message_id", "messageId" -> id = Values.presentText(parser);
					default -> bare.field(name, parser);
				}
			}
			// A plain "id" may be that of the request.
			bare.id(id);
			found(bare.build());
		}

		private void found(@Nullable Message accepted) {
			if (this.message == null || (!isWhole(this.message) && isWhole(accepted))) {
				this.message = accepted;
			}
		}

		private static boolean isWhole(@Nullable Message message) {
			return message != null && !message.roomId().isEmpty() && !message.userId().isEmpty()
					&& !message.content().isEmpty();
		}

		private static @Nullable ErrorBody error(JsonParser parser, JsonToken token) {
			ErrorBody error = ErrorReader.read(parser);
			boolean none = token == JsonToken.VALUE_NULL || token == JsonToken.VALUE_FALSE
					|| (token == JsonToken.VALUE_STRING && error.message().isBlank())
					|| (token == JsonToken.VALUE_NUMBER_INT && error.message().equals("0"));
			return none ? null : error;
		}

		private void message(JsonParser parser, boolean object) {
			if (object) {
				found(MESSAGE.tryRead(parser));
			}
			else {
				this.text = Values.text(parser);
			}
		}

		private void data(JsonParser parser, boolean object) {
			if (object) {
				read(parser);
			}
			else {
				parser.skipChildren();
			}
		}

		private Acknowledgement build() {
			if (isAccepted()) {
				return new Acknowledgement(true, this.message, null, null);
			}
			String refusal = (this.error != null && this.error.code() != null) ? this.error.code() : this.code;
			String words = (this.error != null && !this.error.message().isEmpty()) ? this.error.message() : said();
			return new Acknowledgement(false, null, clean(refusal), clean(words));
		}

		private boolean isAccepted() {
			if (this.ok != null) {
				return this.ok;
			}
			return this.error == null && (isWhole(this.message) || !saysNo());
		}

		private boolean saysNo() {
			String said = (this.status != null) ? this.status : this.code;
			if (said == null) {
				return false;
			}
			return isNo(said)
					|| (this.status == null && said() != null && !YES.matcher(said.toLowerCase(Locale.ROOT)).matches());
		}

		private @Nullable String said() {
			return (this.text != null) ? this.text : this.detail;
		}

		private static @Nullable String clean(@Nullable String words) {
			return (words != null) ? ErrorReader.excerpt(words) : null;
		}

	}

}
