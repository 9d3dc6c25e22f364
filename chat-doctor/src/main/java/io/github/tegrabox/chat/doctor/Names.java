package io.github.tegrabox.chat.doctor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names that servers commonly give to what clients send: those of the common styles, and
 * then each verb and noun in every spelling.
 */
final class Names {

	/**
	 * Verbs that mean nothing alone.
	 */
	private static final Set<String> SILENT = Set.of("on", "off", "is", "not", "user");

	static final List<List<String>> JOIN = names(List.of("join_room", "joinRoom", "room:join", "join"),
			List.of("join", "subscribe", "enter"), List.of("room", "channel", "chat", "conversation"));

	static final List<List<String>> LEAVE = names(List.of("leave_room", "leaveRoom", "room:leave", "leave"),
			List.of("leave", "unsubscribe", "exit"), List.of("room", "channel", "chat", "conversation"));

	static final List<List<String>> SEND = names(
			List.of("send_message", "sendMessage", "message:send", "message", "send"),
			List.of("send", "create", "new", "post", "chat"), List.of("message", "msg", "chat", "room_message"));

	static final List<List<String>> START = names(List.of("start_typing", "startTyping", "typing:start", "typing"),
			List.of("start", "begin", "on", "user", "is"), List.of("typing"));

	static final List<List<String>> STOP = names(List.of("stop_typing", "stopTyping", "typing:stop"),
			List.of("stop", "stopped", "end", "off", "cancel", "not"), List.of("typing"));

	private Names() {
	}

	private static List<List<String>> names(List<String> first, List<String> verbs, List<String> nouns) {
		Set<String> all = new LinkedHashSet<>();
		for (String verb : verbs) {
			for (String noun : nouns) {
				for (List<String> words : List.of(List.of(verb, noun), List.of(noun, verb))) {
					for (String separator : List.of("_", ":", "-", ".", "/")) {
						all.add(String.join(separator, words));
					}
					all.add(words.get(0) + capital(words.get(1)));
				}
			}
			if (!SILENT.contains(verb)) {
				all.add(verb);
			}
		}
		first.forEach(all::remove);
		return List.of(first, List.copyOf(all));
	}

	private static String capital(String word) {
		return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
	}

}
