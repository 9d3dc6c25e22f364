package com.example.docs;

import java.time.LocalTime;

import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.spring.ChatCommand;
import io.github.tegrabox.chat.spring.ChatListener;

import org.springframework.stereotype.Component;

/**
 * The example of the README.
 */
// tag::greeter[]
@Component
class Greeter {

	@ChatCommand(value = "!time", description = "what time it is")
	String time() {
		return "It is " + LocalTime.now() + ".";
	}

	@ChatListener
	String welcome(UserJoined event) {
		return "Welcome, " + event.username() + "!";
	}

}
// end::greeter[]
