package com.example.chat;

import java.security.Principal;

import io.github.tegrabox.chat.boot.autoconfigure.ChatConnectionDetails;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The two pages. All else that the browser needs comes from {@link RoomController}, the
 * starter's token endpoint and the Chat API's socket.
 */
@Controller
class PageController {

	private final ChatConnectionDetails chat;

	PageController(ChatConnectionDetails chat) {
		this.chat = chat;
	}

	@GetMapping("/login")
	String login() {
		return "login";
	}

	@GetMapping("/")
	String index(Principal principal, Model model) {
		model.addAttribute("username", principal.getName());
		model.addAttribute("chatUrl", this.chat.getBaseUrl());
		return "index";
	}

}
