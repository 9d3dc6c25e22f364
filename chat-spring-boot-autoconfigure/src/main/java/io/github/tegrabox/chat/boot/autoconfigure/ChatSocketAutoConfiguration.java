package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the {@link ChatSocket}.
 */
@AutoConfiguration(after = ChatAutoConfiguration.class)
@ConditionalOnBean(ChatClient.class)
@ConditionalOnBooleanProperty(name = "chat.socket.enabled", matchIfMissing = true)
@Conditional(OnSocketIdentityCondition.class)
public final class ChatSocketAutoConfiguration {

	ChatSocketAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ChatSocket chatSocket(ChatClient chatClient) {
		return chatClient.socket();
	}

}
