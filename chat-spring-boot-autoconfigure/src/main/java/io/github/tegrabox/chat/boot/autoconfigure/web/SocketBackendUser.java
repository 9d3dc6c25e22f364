package io.github.tegrabox.chat.boot.autoconfigure.web;

import io.github.tegrabox.chat.boot.autoconfigure.ChatSocketProperties;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.token.BackendUser;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.StringUtils;

/**
 * The user of {@code chat.socket.user}, or whoever else the socket turned out to be.
 */
class SocketBackendUser implements BackendUser {

	private final ChatSocketProperties.User user;

	private final ObjectProvider<ChatSocket> socket;

	SocketBackendUser(ChatSocketProperties.User user, ObjectProvider<ChatSocket> socket) {
		this.user = user;
		this.socket = socket;
	}

	@Override
	public @Nullable String externalId() {
		return StringUtils.hasText(this.user.getExternalId()) ? this.user.getExternalId() : null;
	}

	@Override
	public boolean is(String userId) {
		if (userId.equals(this.user.getUserId())) {
			return true;
		}
		ChatSocket socket = this.socket.getIfUnique();
		return socket != null && userId.equals(socket.userId());
	}

}
