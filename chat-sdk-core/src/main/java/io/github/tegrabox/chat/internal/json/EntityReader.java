package io.github.tegrabox.chat.internal.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.tegrabox.chat.error.ChatDecodingException;
import io.github.tegrabox.chat.model.AuthInfo;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.model.TokenResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Lenient one-pass reader of one kind of entity. Accepts names in snake_case or
 * camelCase, entities bare or under {@code data}, and numbers as text; skips unknown
 * fields. An optional value that cannot be read counts as absent. A required one that is
 * absent or blank, or an id that cannot be a path segment, leads to a
 * {@link ChatDecodingException} that names the field but not its content.
 *
 * @param <T> the type of the entity
 */
public final class EntityReader<T> implements BodyReader<T> {

	/**
	 * Reader of users.
	 */
	public static final EntityReader<ChatUser> USER = new EntityReader<>("user", UserDraft::new);

	/**
	 * Reader of rooms.
	 */
	public static final EntityReader<Room> ROOM = new EntityReader<>("room", RoomDraft::new);

	/**
	 * Reader of messages.
	 */
	public static final EntityReader<Message> MESSAGE = new EntityReader<>("message",
			() -> new MessageDraft(null, null, null));

	/**
	 * Reader of issued tokens.
	 */
	public static final EntityReader<TokenResponse> TOKEN = new EntityReader<>("token response", TokenDraft::new);

	/**
	 * Reader of what the server says about a token.
	 */
	public static final EntityReader<AuthInfo> AUTH = new EntityReader<>("auth info", AuthDraft::new);

	/**
	 * Reader of a project; only its id matters.
	 */
	public static final EntityReader<String> PROJECT_ID = new EntityReader<>("project", ProjectDraft::new);

	private final String kind;

	private final Supplier<Draft<T>> drafts;

	/**
	 * Returns a reader of the messages of one room, which need not contain the room's id.
	 * @param roomId the id of the room
	 * @return the reader
	 */
	public static EntityReader<Message> messageOf(String roomId) {
		return new EntityReader<>("message", () -> new MessageDraft(roomId, null, null));
	}

	/**
	 * Returns a reader of one message, which need not repeat what was sent.
	 * @param roomId the id of its room
	 * @param userId the id of its author
	 * @param content its text
	 * @return the reader
	 */
	public static EntityReader<Message> messageOf(String roomId, String userId, String content) {
		return new EntityReader<>("message", () -> new MessageDraft(roomId, userId, content));
	}

	EntityReader(String kind, Supplier<Draft<T>> drafts) {
		this.kind = kind;
		this.drafts = drafts;
	}

	/**
	 * Reads the entity at the parser's current token.
	 * @param parser the parser, at the first token of the entity; left at its last one
	 * @return the entity
	 * @throws ChatDecodingException if the entity is not valid
	 * @throws JacksonException if it is not valid JSON
	 */
	@Override
	public T read(JsonParser parser) {
		List<String> problem = new ArrayList<>(1);
		T entity = tryRead(parser, problem::add);
		if (entity == null) {
			throw new ChatDecodingException(problem.get(0), null);
		}
		return entity;
	}

	/**
	 * Reads the entity at the parser's current token, if it is valid.
	 * @param parser the parser, at the first token of any value; left at its last one
	 * @return the entity, or {@code null} if the value is not a valid one
	 * @throws JacksonException if it is not valid JSON
	 */
	public @Nullable T tryRead(JsonParser parser) {
		return tryRead(parser, (problem) -> {
		});
	}

	/**
	 * Reads the entity at the parser's current token, or reports why there is none.
	 */
	@Nullable T tryRead(JsonParser parser, Consumer<String> problem) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			problem.accept("The " + this.kind + " is no JSON object");
			return null;
		}
		Draft<T> draft = this.drafts.get();
		T enveloped = readFields(parser, draft);
		T entity = draft.build();
		if (enveloped != null && (entity == null || draft.isPerhapsEnvelope())) {
			entity = draft.around(enveloped);
		}
		if (entity == null) {
			problem.accept(draft.problem(this.kind));
		}
		return entity;
	}

	/**
	 * Fills the draft. An object that may be the entity itself is read separately, since
	 * only at the end of the outer object is it known whether that was a wrapper.
	 */
	private @Nullable T readFields(JsonParser parser, Draft<T> draft) {
		T enveloped = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken token = parser.nextToken();
			if (token == JsonToken.START_OBJECT && draft.isEnvelope(name)) {
				enveloped = tryRead(parser);
			}
			else {
				draft.field(name, parser);
			}
		}
		return enveloped;
	}

	@Override
	public String toString() {
		return this.kind;
	}

}
