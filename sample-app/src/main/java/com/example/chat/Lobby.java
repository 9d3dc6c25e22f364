package com.example.chat;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateRoomInput;
import io.github.tegrabox.chat.model.Room;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The first room on a server that starts empty, as those that come with the sample do.
 */
@Component
@Profile("embedded")
class Lobby implements ApplicationRunner {

	private final ChatClient chat;

	private final Bot bot;

	Lobby(ChatClient chat, Bot bot) {
		this.chat = chat;
		this.bot = bot;
	}

	@Override
	public void run(ApplicationArguments args) {
		if (this.chat.rooms().listAll().findAny().isPresent()) {
			return;
		}
		ChatUser owner = this.chat.users().getOrCreate(Bot.IDENTITY);
		Room lobby = this.chat.rooms().create(CreateRoomInput.of("Lobby", owner.id()));
		this.chat.messages().create(lobby.id(), CreateMessageInput.of("Welcome! Try !time or !rooms.", owner.id()));
		this.bot.join(lobby);
	}

}
