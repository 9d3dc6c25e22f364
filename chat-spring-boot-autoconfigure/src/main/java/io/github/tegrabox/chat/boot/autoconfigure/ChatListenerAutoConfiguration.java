package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.listener.ChatEventListenerFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of {@link ChatListener} methods. Is
 * there also where the chat is switched off, for an application that has such methods to
 * start all the same.
 */
@AutoConfiguration
@SuppressWarnings("checkstyle:HideUtilityClassConstructor") // Static, since it makes
															// listeners before beans.
public final class ChatListenerAutoConfiguration {

	ChatListenerAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.listenerFactory")
	static ChatEventListenerFactory chatEventListenerFactory() {
		return new ChatEventListenerFactory();
	}

}
