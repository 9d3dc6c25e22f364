package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.socket.ChatSocket;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of a context without a socket of its
 * own. It warns of listeners in such a context, because they get no events from the
 * socket of a parent context.
 */
@AutoConfiguration(after = ChatSocketAutoConfiguration.class)
@ConditionalOnBean(ChatClient.class)
@ConditionalOnMissingBean(value = ChatSocket.class, search = SearchStrategy.CURRENT)
@ConditionalOnSetting(value = { "chat.enabled", "chat.socket.enabled" }, matchIfMissing = true)
@Import(DeafListenerWarning.class)
public final class ChatNoSocketAutoConfiguration {

	ChatNoSocketAutoConfiguration() {
	}

}
