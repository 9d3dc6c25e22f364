package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Payload of the events about a user in a room.
 *
 * @param roomId the id of the room
 * @param userId the id of the user
 * @param username the name of the user, if the server tells it
 */
record RoomUser(String roomId, String userId, @Nullable String username) {

	static final EntityReader<RoomUser> READER = new EntityReader<>("user in a room", DraftRoomUser::new);

	private static final class DraftRoomUser extends Draft<RoomUser> {

		private @Nullable String roomId;

		private @Nullable String userId;

		private @Nullable String username;

		@Override
		void field(String name, JsonParser parser) {
			switch (name) {
				case "room_id", "roomId" -> this.roomId = Values.presentText(parser);
				case "user_id", "userId" -> this.userId = Values.presentText(parser);
				case "username" -> this.username = Values.text(parser);
				default -> parser.skipChildren();
			}
		}

		@Override
		@Nullable RoomUser build() {
			if (this.roomId == null || this.userId == null) {
				return null;
			}
			return new RoomUser(this.roomId, this.userId, this.username);
		}

		@Override
		String missing() {
			return firstNull("room_id", this.roomId, "user_id", this.userId);
		}

	}

}
