package com.example.chat;

import java.security.Principal;

import jakarta.servlet.http.HttpSession;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What happens outside the rooms that the page has joined: a new room, who comes and
 * goes.
 */
@RestController
class EventController {

	private final PageEvents pages;

	private final ChatUsers users;

	EventController(PageEvents pages, ChatUsers users) {
		this.pages = pages;
		this.users = users;
	}

	@GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter events(Principal principal, HttpSession session) {
		return this.pages.open(this.users.idOf(principal), session.getId());
	}

}
