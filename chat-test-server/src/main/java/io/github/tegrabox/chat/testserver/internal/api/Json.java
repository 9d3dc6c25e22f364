package io.github.tegrabox.chat.testserver.internal.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the Chat API's entities in a {@link Dialect}.
 */
final class Json {

	static final JsonMapper MAPPER = JsonMapper.builder().build();

	private final Dialect dialect;

	Json(Dialect dialect) {
		this.dialect = dialect;
	}

	ObjectNode project(Project project) {
		List<String> way = this.dialect.projectAnswer();
		ObjectNode answer = object();
		ObjectNode node = (way.size() > 1) ? answer.putObject(way.get(0)) : answer;
		node.put(way.get(way.size() - 1), project.id());
		put(node, "name", project.name());
		return answer;
	}

	ObjectNode user(User user) {
		ObjectNode node = object();
		put(node, "id", user.id());
		put(node, "username", user.username());
		put(node, "external_user_id", user.externalUserId());
		put(node, "display_name", user.displayName());
		put(node, "email", user.email());
		put(node, "status", user.status());
		put(node, "created_at", user.createdAt());
		put(node, "updated_at", user.updatedAt());
		return node;
	}

	ObjectNode room(Room room) {
		ObjectNode node = object();
		put(node, "id", room.id());
		put(node, "name", room.name());
		put(node, "created_by", room.createdBy());
		node.put(name("member_count"), room.memberCount());
		put(node, "created_at", room.createdAt());
		put(node, "updated_at", room.updatedAt());
		return node;
	}

	ObjectNode message(Message message) {
		ObjectNode node = object();
		put(node, "id", message.id());
		put(node, "room_id", message.roomId());
		put(node, "user_id", message.userId());
		put(node, "username", message.username());
		put(node, "content", message.content());
		put(node, "created_at", message.createdAt());
		return node;
	}

	ObjectNode token(IssuedToken token, String userId) {
		ObjectNode node = object();
		put(node, "token", token.value());
		put(node, "user_id", userId);
		put(node, "expires_at", token.expiresAt());
		return node;
	}

	ObjectNode authInfo(User user, String projectId, Instant expiresAt) {
		ObjectNode node = object();
		node.put("valid", true);
		ObjectNode of = node.putObject("user");
		of.put("userId", user.id());
		of.put("projectId", projectId);
		of.put("username", user.username());
		of.put("externalUserId", user.externalUserId());
		put(node, "expiresAt", expiresAt);
		return node;
	}

	ObjectNode membership(String roomId, String userId, String username) {
		ObjectNode node = object();
		put(node, "room_id", roomId);
		put(node, "user_id", userId);
		put(node, "username", username);
		return node;
	}

	<T> ObjectNode page(Page<T> page, Function<T, JsonNode> element) {
		ObjectNode node = object();
		ArrayNode items = node.putArray("items");
		page.items().forEach((item) -> items.add(element.apply(item)));
		node.put("page", page.page());
		node.put("limit", page.limit());
		node.put("total", page.total());
		node.put("totalPages", page.totalPages());
		return node;
	}

	/**
	 * An entity as an answer of its own: bare, or under {@code data}.
	 * @param entity the entity
	 * @return the answer
	 */
	ObjectNode answer(ObjectNode entity) {
		if (!this.dialect.isUnderData()) {
			return entity;
		}
		ObjectNode node = object();
		node.set("data", entity);
		return node;
	}

	static ObjectNode error(String code, String message, Map<String, String> details) {
		ObjectNode node = object();
		node.put("code", code);
		node.put("message", message);
		if (!details.isEmpty()) {
			details.forEach(node.putObject("details")::put);
		}
		return node;
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	private void put(ObjectNode node, String name, @Nullable String value) {
		if (value != null) {
			node.put(name(name), value);
		}
	}

	private void put(ObjectNode node, String name, Instant value) {
		if (this.dialect.isEpochMillis()) {
			node.put(name(name), value.toEpochMilli());
		}
		else {
			node.put(name(name), value.toString());
		}
	}

	String name(String snakeCase) {
		return this.dialect.answerName(snakeCase);
	}

}
