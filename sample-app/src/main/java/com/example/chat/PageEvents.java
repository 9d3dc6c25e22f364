package com.example.chat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events to the pages that are open. Somebody whose page is open is here.
 */
@Component
class PageEvents {

	private final Set<Page> pages = ConcurrentHashMap.newKeySet();

	SseEmitter open(String userId, String sessionId) {
		SseEmitter emitter = new SseEmitter(0L);
		Page page = new Page(userId, sessionId, emitter);
		emitter.onCompletion(() -> remove(page));
		boolean first = !isHere(userId);
		this.pages.add(page);
		send(page, SseEmitter.event().comment("welcome").reconnectTime(1_000));
		if (first) {
			send("presence", new Presence(userId, true));
		}
		return emitter;
	}

	boolean isHere(String userId) {
		return this.pages.stream().anyMatch((page) -> page.userId().equals(userId));
	}

	/**
	 * Tells every open page.
	 * @param name the event's name
	 * @param data what is sent as JSON
	 */
	void send(String name, Object data) {
		this.pages.forEach((page) -> send(page, SseEmitter.event().name(name).data(data)));
	}

	/**
	 * Tells the open pages of somebody.
	 * @param userId whose pages
	 * @param name the event's name
	 * @param data what is sent as JSON
	 */
	void send(String userId, String name, Object data) {
		this.pages.stream()
			.filter((page) -> page.userId().equals(userId))
			.forEach((page) -> send(page, SseEmitter.event().name(name).data(data)));
	}

	/** Who logs out does so in all tabs: they come back, and are refused. */
	@EventListener
	void on(HttpSessionDestroyedEvent event) {
		this.pages.stream()
			.filter((page) -> page.sessionId().equals(event.getId()))
			.forEach((page) -> page.emitter().complete());
	}

	/** A page that went away without a word is found out by writing to it. */
	@Scheduled(fixedDelay = 5_000)
	void keepAlive() {
		this.pages.forEach((page) -> send(page, SseEmitter.event().comment("still here")));
	}

	/** A stream that stays open would hold up the shutdown of the web server. */
	@EventListener(ContextClosedEvent.class)
	void close() {
		this.pages.forEach((page) -> page.emitter().complete());
	}

	private void send(Page page, SseEmitter.SseEventBuilder event) {
		try {
			page.emitter().send(event);
		}
		catch (IOException | IllegalStateException ex) {
			remove(page);
		}
	}

	private void remove(Page page) {
		if (this.pages.remove(page) && !isHere(page.userId())) {
			send("presence", new Presence(page.userId(), false));
		}
	}

	private record Page(String userId, String sessionId, SseEmitter emitter) {

	}

	record Presence(String userId, boolean here) {

	}

}
