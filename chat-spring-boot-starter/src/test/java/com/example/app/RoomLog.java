package com.example.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.event.UserJoined;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Listeners, in every form that the documentation shows.
 */
@Component
class RoomLog {

	final List<MessageReceived> messages = new CopyOnWriteArrayList<>();

	final List<UserJoined> joined = new CopyOnWriteArrayList<>();

	final List<ChatEvent> events = new CopyOnWriteArrayList<>();

	final List<ChatApplicationEvent<MessageReceived>> raw = new CopyOnWriteArrayList<>();

	@EventListener
	void on(MessageReceived event) {
		this.messages.add(event);
	}

	@EventListener(condition = "#event.username == 'Bob'")
	void in(UserJoined event) {
		this.joined.add(event);
	}

	@EventListener
	void any(ChatEvent event) {
		this.events.add(event);
	}

	@EventListener
	void raw(ChatApplicationEvent<MessageReceived> event) {
		this.raw.add(event);
	}

}
