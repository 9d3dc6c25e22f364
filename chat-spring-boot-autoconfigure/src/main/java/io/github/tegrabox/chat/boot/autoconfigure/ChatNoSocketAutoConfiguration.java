package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of an application without a socket:
 * warns of listeners that are there all the same.
 */
@AutoConfiguration(after = ChatSocketAutoConfiguration.class)
@ConditionalOnBean(ChatClient.class)
@ConditionalOnMissingBean(ChatSocket.class)
@ConditionalOnBooleanProperty(name = { "chat.enabled", "chat.socket.enabled" }, matchIfMissing = true)
@Import(DeafListenerWarning.class)
public final class ChatNoSocketAutoConfiguration {

	ChatNoSocketAutoConfiguration() {
	}

}
