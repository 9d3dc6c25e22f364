package io.github.tegrabox.chat.testserver.internal.api;

/**
 * The operations on rooms.
 */
final class RoomOperations {

	private static final int NAME_LENGTH = 255;

	private static final int ID_LENGTH = 255;

	private final ChatStore store;

	private final Json json;

	private final LiveRooms live;

	RoomOperations(ChatStore store, Json json, LiveRooms live) {
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
		String createdBy = fields.required("created_by", ID_LENGTH);
		fields.check();
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
		if (token != null && !call.hasBody()) {
			return token.userId();
		}
		Fields fields = call.fields();
		if (token == null) {
			String userId = fields.required("user_id", ID_LENGTH);
			fields.check();
			return userId;
		}
		String userId = fields.optional("user_id", ID_LENGTH);
		fields.check();
		if (userId != null && !userId.equals(token.userId())) {
			throw new ApiException(403, "forbidden", "A user joins and leaves as itself only.");
		}
		return token.userId();
	}

}
