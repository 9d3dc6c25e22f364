package io.github.tegrabox.chat.testserver.internal.api;

/**
 * The operations on rooms.
 */
final class RoomOperations {

	private static final int NAME_LENGTH = 255;

	private final ChatStore store;

	private final Json json;

	private final LiveSockets live;

	RoomOperations(ChatStore store, Json json, LiveSockets live) {
		this.store = store;
		this.json = json;
		this.live = live;
	}

	Result list(Call call) {
		return Result.ok(this.json.page(this.store.rooms(call.page()), this.json::room));
	}

	Result create(Call call) {
		Fields fields = call.fields();
		String name = fields.required("name", NAME_LENGTH);
		String creator = fields.required(call.isByExternalId() ? "external_user_id" : "created_by", Call.ID_LENGTH);
		fields.check();
		String createdBy = call.userIdOf(creator, this.store);
		return Result.created(this.json.answer(this.json.room(this.store.createRoom(name, createdBy))));
	}

	Result get(Call call) {
		return Result.ok(this.json.answer(this.json.room(this.store.room(call.roomId()))));
	}

	Result join(Call call) {
		User user = this.store.user(member(call));
		if (this.store.join(call.roomId(), user.id())) {
			this.live.joined(call.roomId(), user);
		}
		return Result.NO_CONTENT;
	}

	Result leave(Call call) {
		User user = this.store.user(member(call));
		if (this.store.leave(call.roomId(), user.id())) {
			this.live.left(call.roomId(), user);
		}
		return Result.NO_CONTENT;
	}

	// A user joins as itself; the project names the user.
	private String member(Call call) {
		VerifiedToken token = call.caller().token();
		if (token == null) {
			return call.userId(this.store);
		}
		String userId = call.optionalUserId(this.store);
		if (userId != null && !userId.equals(token.userId())) {
			throw new ApiException(403, "forbidden", "A user joins and leaves as itself only.");
		}
		return token.userId();
	}

}
