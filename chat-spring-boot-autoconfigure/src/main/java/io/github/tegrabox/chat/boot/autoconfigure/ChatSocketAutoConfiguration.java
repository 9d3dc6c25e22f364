package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the {@link ChatSocket}, unless a
 * parent context has one or created the client.
 */
@AutoConfiguration(after = ChatAutoConfiguration.class)
@ConditionalOnBean(value = ChatClient.class, search = SearchStrategy.CURRENT)
@ConditionalOnSetting(value = "chat.socket.enabled", matchIfMissing = true)
@Conditional(OnSocketIdentityCondition.class)
public final class ChatSocketAutoConfiguration {

	ChatSocketAutoConfiguration() {
	}

	/**
	 * Absent where the client has none, as a mock.
	 */
	@Bean("io.github.tegrabox.chat.socket")
	@ConditionalOnMissingBean
	@Nullable ChatSocket chatSocket(ChatClient chatClient) {
		return chatClient.socket();
	}

	@Bean("io.github.tegrabox.chat.socketKeepAlive")
	@ConditionalOnSetting(value = "chat.socket.keep-alive", matchIfMissing = true)
	@ConditionalOnBean(value = ChatSocket.class, search = SearchStrategy.CURRENT)
	SocketKeepAlive chatSocketKeepAlive(ObjectProvider<ChatSocket> socket, ChatSocketProperties properties) {
		return new SocketKeepAlive(socket.getIfAvailable(), properties.isAutoStartup());
	}

}
