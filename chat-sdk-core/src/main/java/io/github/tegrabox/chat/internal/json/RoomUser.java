package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Payload of the events about a user in a room.
 *
 * @param roomId the id of the room
 * @param userId the id of the user
 * @param username the name of the user, if the server sends it
 */
record RoomUser(String roomId, String userId, @Nullable String username) {

	static final EntityReader<RoomUser> READER = new EntityReader<>("user in a room", DraftRoomUser::new);

	private static final class DraftRoomUser extends Draft<RoomUser> {

		private @Nullable String roomId;

		private @Nullable String userId;

		private @Nullable String username;

		/** The id of a user that is sent as an object. */
		private @Nullable String id;

		@Override
		void field(String name, JsonParser parser) {
			switch (name) {
				case "room_id", "roomId" -> this.roomId = Values.presentText(parser);
				case "user" -> user(parser);
				default -> userField(name, parser);
			}
		}

		private void user(JsonParser parser) {
			if (parser.currentToken() != JsonToken.START_OBJECT) {
				parser.skipChildren();
				return;
			}
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				parser.nextToken();
				if (name.equals("id")) {
					this.id = Values.presentText(parser);
				}
				else {
					userField(name, parser);
				}
			}
		}

		private void userField(String name, JsonParser parser) {
			switch (name) {
				case "user_id", "userId" -> this.userId = Values.presentText(parser);
				case "username" -> {
					String told = Values.text(parser);
					this.username = (told != null) ? told : this.username;
				}
				default -> parser.skipChildren();
			}
		}

		@Override
		@Nullable RoomUser build() {
			String user = (this.userId != null) ? this.userId : this.id;
			if (this.roomId == null || user == null) {
				return null;
			}
			return new RoomUser(this.roomId, user, this.username);
		}

		@Override
		String missing() {
			return firstNull("room_id", this.roomId, "user_id", this.userId);
		}

	}

}
