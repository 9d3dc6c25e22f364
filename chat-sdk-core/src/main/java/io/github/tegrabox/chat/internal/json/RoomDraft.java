package io.github.tegrabox.chat.internal.json;

import java.time.Instant;

import io.github.tegrabox.chat.model.Room;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Draft of a room.
 */
final class RoomDraft extends Draft<Room> {

	private @Nullable String id;

	private @Nullable String name;

	private @Nullable String createdBy;

	private @Nullable Integer memberCount;

	private @Nullable Instant createdAt;

	private @Nullable Instant updatedAt;

	@Override
	void field(String name, JsonParser parser) {
		switch (name) {
			case "id" -> this.id = Values.id(parser);
			case "name" -> this.name = Values.presentText(parser);
			case "created_by", "createdBy" -> this.createdBy = Values.text(parser);
			case "member_count", "memberCount" -> this.memberCount = Values.smallInteger(parser);
			case "created_at", "createdAt" -> this.createdAt = Times.read(parser);
			case "updated_at", "updatedAt" -> this.updatedAt = Times.read(parser);
			default -> parser.skipChildren();
		}
	}

	@Override
	boolean isEnvelope(String name) {
		return name.equals("room") || super.isEnvelope(name);
	}

	@Override
	@Nullable Room build() {
		if (this.id == null || this.name == null) {
			return null;
		}
		return new Room(this.id, this.name, this.createdBy, this.memberCount, this.createdAt, this.updatedAt);
	}

	@Override
	String missing() {
		return firstNull("id", this.id, "name", this.name);
	}

}
