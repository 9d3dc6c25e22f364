package io.github.tegrabox.chat.spring.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.event.MessageReceived;
import io.github.tegrabox.chat.spring.ChatApplicationEvent;
import org.jspecify.annotations.Nullable;

/**
 * Command that lists the commands that have a description.
 */
final class HelpCommand implements ChatCallee {

	private final ListenerFigures figures = new ListenerFigures("chat.help", "(list of commands)");

	private final String command;

	private final List<ListenerMethod> commands;

	private HelpCommand(String command, List<ListenerMethod> commands) {
		this.command = command;
		this.commands = commands;
	}

	/**
	 * Returns the help command.
	 * @return the command, or {@code null} if it is disabled, there is nothing to list,
	 * or the application has its own command of that name
	 */
	static @Nullable HelpCommand of(String command, Collection<ChatMethodListener> listeners) {
		String word = command.strip();
		List<ListenerMethod> commands = new ArrayList<>();
		for (ChatMethodListener listener : listeners) {
			ListenerMethod method = listener.method();
			if (method.command() != null && method.command().command().equalsIgnoreCase(word)) {
				return null;
			}
			if (method.command() != null && !method.description().isBlank()) {
				commands.add(method);
			}
		}
		if (word.isEmpty() || commands.isEmpty()) {
			return null;
		}
		commands.sort(Comparator.comparingInt(ListenerMethod::order)
			.thenComparing((method) -> String.valueOf(method.command())));
		return new HelpCommand(word, commands);
	}

	@Override
	public ListenerFigures figures() {
		return this.figures;
	}

	@Override
	public ListenerMethod.@Nullable Call prepare(ChatApplicationEvent<?> event) {
		if (!(event.getPayload() instanceof MessageReceived received) || received.own()
				|| !received.message().content().strip().equalsIgnoreCase(this.command)) {
			return null;
		}
		String list = this.commands.stream()
			.filter((method) -> method.listensInRoom(received.roomId()))
			.map((method) -> method.command() + " – " + method.description().strip())
			.collect(Collectors.joining("\n"));
		return list.isEmpty() ? null : () -> list;
	}

}
