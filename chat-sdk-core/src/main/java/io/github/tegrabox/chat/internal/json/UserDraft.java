package io.github.tegrabox.chat.internal.json;

import java.time.Instant;

import io.github.tegrabox.chat.model.ChatUser;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Draft of a user.
 */
final class UserDraft extends Draft<ChatUser> {

	private @Nullable String id;

	private @Nullable String username;

	private @Nullable String externalUserId;

	private @Nullable String displayName;

	private @Nullable String email;

	private @Nullable String status;

	private @Nullable Instant createdAt;

	private @Nullable Instant updatedAt;

	@Override
	void field(String name, JsonParser parser) {
		switch (name) {
			case "id" -> this.id = Values.id(parser);
			case "username" -> this.username = Values.presentText(parser);
			case "external_user_id", "externalUserId" -> this.externalUserId = Values.presentText(parser);
			case "display_name", "displayName" -> this.displayName = Values.text(parser);
			case "email" -> this.email = Values.text(parser);
			case "status" -> this.status = Values.text(parser);
			case "created_at", "createdAt" -> this.createdAt = Times.read(parser);
			case "updated_at", "updatedAt" -> this.updatedAt = Times.read(parser);
			default -> parser.skipChildren();
		}
	}

	@Override
	boolean isEnvelope(String name) {
		return name.equals("user") || super.isEnvelope(name);
	}

	@Override
	@Nullable ChatUser build() {
		if (this.id == null || this.username == null || this.externalUserId == null) {
			return null;
		}
		return new ChatUser(this.id, this.username, this.externalUserId, this.displayName, this.email, this.status,
				this.createdAt, this.updatedAt);
	}

	@Override
	String missing() {
		return firstNull("id", this.id, "username", this.username, "external_user_id", this.externalUserId);
	}

}
