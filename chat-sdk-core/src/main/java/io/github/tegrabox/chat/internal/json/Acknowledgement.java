package io.github.tegrabox.chat.internal.json;

import java.util.Locale;
import java.util.regex.Pattern;

import io.github.tegrabox.chat.model.Message;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a server acknowledges.
 *
 * @param ok whether the server did what was asked
 * @param message the message that was accepted, if the event sent one and the server
 * tells its id; what it does not tell of room, user and content is empty
 * @param errorCode the code of a refusal
 * @param errorMessage the words of a refusal
 */
public record Acknowledgement(boolean ok, @Nullable Message message, @Nullable String errorCode,
		@Nullable String errorMessage) {

	/** What others say in {@code status} for a no. */
	private static final Pattern NO = Pattern.compile("error|fail|failed|nok|ko|[45]\\d\\d");

	/** What others say in {@code code} for a yes. */
	private static final Pattern YES = Pattern
		.compile("ok|success|successful|succeeded|done|joined|sent|accepted|created|delivered|[0-3]\\d{0,2}");

	private static final EntityReader<Message> MESSAGE = EntityReader.messageOf("", "", "");

	/**
	 * Reads the acknowledgement at which a parser stands. Without {@code ok}, or
	 * {@code success} as others have it, it is a refusal exactly if there is an
	 * {@code error}, or no whole message and a {@code status} that says no, or a
	 * {@code code} beside words, as errors have it, that does not say yes. The message
	 * may stand under {@code message}, under {@code data}, or be all that there is; of
	 * several the one that is told in full counts.
	 * @param parser the parser, at the first token of the first argument, or at the end
	 * of the arguments if there is none; left at the last token of that argument
	 * @return the acknowledgement
	 * @throws tools.jackson.core.JacksonException if it is no valid JSON
	 */
	public static Acknowledgement read(JsonParser parser) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			boolean ok = parser.currentToken() != JsonToken.VALUE_FALSE;
			parser.skipChildren();
			return new Acknowledgement(ok, null, null, null);
		}
		Fields fields = new Fields();
		fields.read(parser);
		return fields.build();
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
					case "error" -> this.error = error(parser, token);
					case "data" -> data(parser, object);
					case "code" -> this.code = Values.text(parser);
					case "detail" -> this.detail = Values.text(parser);
					case "status" -> this.status = Values.text(parser);
					case "message_id", "messageId" -> bare.field("id", parser);
					default -> bare.field(name, parser);
				}
			}
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
					|| (token == JsonToken.VALUE_STRING && error.message().isBlank());
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
			String said = (this.text != null) ? this.text : this.detail;
			String words = (this.error != null && !this.error.message().isEmpty()) ? this.error.message() : said;
			return new Acknowledgement(false, null, clean(refusal), clean(words));
		}

		private boolean isAccepted() {
			if (this.ok != null) {
				return this.ok;
			}
			return this.error == null && (isWhole(this.message) || !saysNo());
		}

		private boolean saysNo() {
			if (this.status != null) {
				return NO.matcher(this.status.toLowerCase(Locale.ROOT)).matches();
			}
			return this.code != null && this.text != null && this.message == null
					&& !YES.matcher(this.code.toLowerCase(Locale.ROOT)).matches();
		}

		private static @Nullable String clean(@Nullable String words) {
			return (words != null) ? ErrorReader.excerpt(words) : null;
		}

	}

}
