package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Objects;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.error.ChatNotFoundException;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.rest.UsersApi;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.util.StringUtils;

/**
 * Provider of tokens for the user of {@code chat.socket.user}, issued through the client.
 * A user given by external id is created if missing, also when it was deleted meanwhile.
 */
// Not final: the aspects of an application may match it.
class SocketUserTokenProvider implements ChatTokenProvider {

	private static final String PREFIX = "chat.socket.user.";

	private final ObjectProvider<ChatClient> client;

	private final @Nullable CreateUserInput input;

	private volatile @Nullable String userId;

	SocketUserTokenProvider(ObjectProvider<ChatClient> client, @Nullable CreateUserInput input,
			@Nullable String userId) {
		this.client = client;
		this.input = input;
		this.userId = userId;
	}

	static SocketUserTokenProvider of(ChatSocketProperties.User user, ChatProperties properties,
			ObjectProvider<ChatClient> client) {
		MutuallyExclusiveConfigurationPropertiesException.<String>throwIfMultipleMatchingValuesIn((entries) -> {
			entries.put(PREFIX + "user-id", user.getUserId());
			entries.put(PREFIX + "external-id", user.getExternalId());
			entries.put("chat.jwt-token", properties.getJwtToken());
		}, StringUtils::hasText);
		if (StringUtils.hasText(user.getUserId())) {
			return new SocketUserTokenProvider(client, null, user.getUserId());
		}
		String externalId = user.getExternalId();
		if (!StringUtils.hasText(externalId)) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + "external-id", externalId,
					"it must be set along with '" + PREFIX + "username'");
		}
		String username = StringUtils.hasText(user.getUsername()) ? user.getUsername() : externalId;
		return new SocketUserTokenProvider(client, CreateUserInput.of(username, externalId), null);
	}

	@Override
	public String getToken() {
		UsersApi users = this.client.getObject().users();
		String known = this.userId;
		if (known != null) {
			try {
				return users.generateToken(known).token();
			}
			catch (ChatNotFoundException ex) {
				if (this.input == null) {
					throw ex;
				}
				this.userId = null;
			}
		}
		String created = users.getOrCreate(Objects.requireNonNull(this.input)).id();
		this.userId = created;
		return users.generateToken(created).token();
	}

}
