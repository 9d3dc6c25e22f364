package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.spring.ChatListener;
import io.github.tegrabox.chat.spring.listener.ChatEventListenerFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of {@link ChatListener} methods. It
 * also applies if the chat is switched off, so that an application with such methods
 * still starts.
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
