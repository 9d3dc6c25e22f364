package com.example.chat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.model.CreateUserInput;
import io.github.tegrabox.chat.model.Room;
import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.spring.ChatCommand;

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

	@ChatCommand(value = "!time", description = "what time it is")
	String time() {
		return "It is " + ZonedDateTime.now(ZoneId.systemDefault()).format(TIME) + ".";
	}

	@ChatCommand(value = "!rooms", description = "which rooms there are")
	String rooms() {
		return this.chat.rooms()
			.listAll()
			.limit(MAX_ROOMS)
			.map(Room::name)
			.collect(Collectors.joining(", ", "Rooms: ", "."));
	}

	@ChatCommand(value = "!roll {sides}", description = "rolls a die of so many sides")
	String roll(int sides) {
		return (sides > 0) ? "It is a " + (ThreadLocalRandom.current().nextInt(sides) + 1) + "."
				: "A die has one side at least.";
	}

}
