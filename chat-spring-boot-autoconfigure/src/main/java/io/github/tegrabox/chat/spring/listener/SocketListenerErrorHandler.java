package io.github.tegrabox.chat.spring.listener;

import java.util.function.Supplier;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.ChatListenerFailure;

/**
 * Error handler of a socket that passes failures of listeners registered with the socket
 * itself to the {@link ChatEventErrorHandler}. The id of these listeners is
 * {@value #LISTENER_ID}.
 */
public final class SocketListenerErrorHandler implements ListenerErrorHandler {

	/**
	 * The id of listeners that were registered with the socket.
	 */
	public static final String LISTENER_ID = "chatSocket";

	private final Supplier<ChatEventErrorHandler> errorHandler;

	/**
	 * Creates a handler.
	 * @param errorHandler supplies the error handler; called when a listener fails
	 */
	public SocketListenerErrorHandler(Supplier<ChatEventErrorHandler> errorHandler) {
		this.errorHandler = errorHandler;
	}

	@Override
	public void handle(ChatEvent event, Throwable failure) {
		if (!(failure instanceof HandledListenerException)) {
			this.errorHandler.get().handleError(new ChatListenerFailure(event, LISTENER_ID, 1, failure));
		}
	}

}
