package com.example.chat;

import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.spring.ChatUserResolver;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * The chat users behind the people who are logged in, created at first sight.
 */
@Component
class ChatUsers {

	private final ChatClient chat;

	private final ChatUserResolver resolver;

	private final Map<String, String> ids = new ConcurrentHashMap<>();

	ChatUsers(ChatClient chat, ChatUserResolver resolver) {
		this.chat = chat;
		this.resolver = resolver;
	}

	String idOf(Principal principal) {
		return this.ids.computeIfAbsent(principal.getName(),
				(name) -> this.chat.users().getOrCreate(userOf(principal)).id());
	}

	private CreateUserInput userOf(Principal principal) {
		CreateUserInput user = this.resolver.resolve(principal);
		if (user == null) {
			throw new AccessDeniedException("This caller may not chat");
		}
		return user;
	}

}
