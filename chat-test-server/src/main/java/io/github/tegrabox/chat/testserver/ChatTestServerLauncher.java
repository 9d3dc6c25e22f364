package io.github.tegrabox.chat.testserver;

/**
 * A configured server that is not started yet.
 */
public final class ChatTestServerLauncher {

	private final ChatTestServerBuilder builder;

	ChatTestServerLauncher(ChatTestServerBuilder builder) {
		this.builder = builder;
	}

	/**
	 * Starts a server. Each call starts a new one, which shares nothing with the others.
	 * Blocks until the port is bound.
	 * @return the running server
	 * @throws IllegalStateException if the address or port cannot be bound
	 */
	public ChatTestServer start() {
		return new ChatTestServer(this.builder);
	}

}
