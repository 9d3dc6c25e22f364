package com.example.chat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.model.ChatUser;
import io.github.tegrabox.chat.model.CreateMessageInput;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Message;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A bot that answers commands. It hears every room through the starter's socket, whose
 * user it is ({@code chat.socket.user} and {@code chat.socket.rooms}).
 */
@Component
class Bot {

	static final CreateUserInput IDENTITY = CreateUserInput.of("bot", "sample-bot");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss zzz", Locale.UK);

	private static final int MAX_ROOMS = 20;

	private final ChatClient chat;

	private final ChatSocket socket;

	Bot(ChatClient chat, ChatSocket socket) {
		this.chat = chat;
		this.socket = socket;
	}

	/**
	 * Makes the bot hear a room that was created after it connected.
	 * @param room the new room
	 */
	void join(Room room) {
		this.socket.joinRoom(room.id());
	}

	@EventListener
	void on(MessageReceived event) {
		Message message = event.message();
		String answer = answer(message.content().strip());
		if (answer == null) {
			return;
		}
		ChatUser self = this.chat.users().getOrCreate(IDENTITY);
		if (!message.userId().equals(self.id())) {
			this.chat.messages().create(message.roomId(), CreateMessageInput.of(answer, self.id()));
		}
	}

	private @Nullable String answer(String command) {
		return switch (command) {
			case "!time" -> "It is " + ZonedDateTime.now(ZoneId.systemDefault()).format(TIME) + ".";
			case "!rooms" -> this.chat.rooms()
				.listAll()
				.limit(MAX_ROOMS)
				.map(Room::name)
				.collect(Collectors.joining(", ", "Rooms: ", "."));
			default -> null;
		};
	}

}
