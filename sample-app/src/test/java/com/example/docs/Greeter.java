package com.example.docs;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateUserInput;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The example of the README.
 */
// tag::greeter[]
@Component
class Greeter {

	private final ChatClient chat;

	Greeter(ChatClient chat) {
		this.chat = chat;
	}

	@EventListener
	void welcome(UserJoined event) {
		ChatUser self = this.chat.users().getOrCreate(CreateUserInput.of("Greeter", "greeter"));
		String text = "Welcome, " + event.username() + "!";
		this.chat.messages().create(event.roomId(), CreateMessageInput.of(text, self.id()));
	}

}
// end::greeter[]
