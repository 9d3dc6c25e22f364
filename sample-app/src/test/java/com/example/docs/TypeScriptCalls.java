package com.example.docs;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.PaginationParams;
import io.github.tegrabox.chat.model.UpdateRoomInput;
import io.github.tegrabox.chat.model.UpdateUserInput;

/**
 * The calls in {@code docs/from-typescript.md}, so that they compile.
 */
abstract class TypeScriptCalls {

	abstract void log(Object what);

	void clients(ChatClient client, String apiKey, String jwtToken, String baseUrl, String url, String token) {
		ChatClient.builder().apiKey(apiKey).baseUrl(baseUrl).build();
		ChatClient.builder().jwtToken(jwtToken).build();
		ChatClient.builder().apiKey(apiKey).jwtToken(jwtToken).build();
		client.mutate().baseUrl(url).build();
		client.mutate().jwtToken(token).build();
	}

	void users(ChatClient client, String username, String externalUserId, String displayName, String email,
			String userId, String status) {
		client.users()
			.create(CreateUserInput.builder(username, externalUserId).displayName(displayName).email(email).build());
		client.users().list(PaginationParams.of(1, 50));
		log(client.users().list().items());
		log(client.users().list().page());
		log(client.users().list().total());
		log(client.users().list().totalPages());
		client.users().get(userId);
		client.users().update(userId, UpdateUserInput.builder().displayName(displayName).status(status).build());
		client.users().generateToken(userId);
		client.users().revokeToken(userId);
		client.users().delete(userId);
	}

	void rooms(ChatClient client, String roomId, String name, String createdBy) {
		client.rooms().list(PaginationParams.of(1, 20));
		client.rooms().create(CreateRoomInput.of(name, createdBy));
		client.rooms().get(roomId);
		client.rooms().join(roomId);
		client.rooms().leave(roomId);
		client.rooms().update(roomId, UpdateRoomInput.of(name));
		client.rooms().delete(roomId);
	}

	void messages(ChatClient client, String roomId, String messageId, String userId, String content) {
		client.messages().list(roomId, PaginationParams.of(1, 50));
		client.messages().create(roomId, CreateMessageInput.of(content, userId));
		client.messages().delete(roomId, messageId);
		client.auth().verify().user().userId();
	}

	void socket(ChatClient client, String roomId, String content) {
		client.socket().connect();
		client.socket().disconnect();
		client.socket().joinRoom(roomId);
		client.socket().leaveRoom(roomId);
		client.socket().sendMessage(roomId, content);
		client.socket().startTyping(roomId);
		client.socket().stopTyping(roomId);
		client.socket().onMessage((message) -> log(message.username()));
		client.socket().onUserJoined((event) -> log(event.username()));
		client.socket().onUserLeft((event) -> log(event.username()));
		client.socket().onUserTyping((event) -> log(event.username()));
		client.socket().onUserStoppedTyping((event) -> log(event.username()));
		client.socket().onError((error) -> log(error.code()));
		client.socket().onConnect((event) -> log(event));
		client.socket().onDisconnect((event) -> log(event.reason()));
	}

}
