package io.github.tegrabox.chat.spring;

import java.util.function.Supplier;

import io.github.tegrabox.chat.event.ChatEvent;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;

/**
 * Error handler of a socket that hands on to the {@link ChatEventErrorHandler} what
 * listeners throw that were registered with the socket itself.
 */
public final class SocketListenerErrorHandler implements ListenerErrorHandler {

	private final Supplier<ChatEventErrorHandler> errorHandler;

	/**
	 * Creates a handler.
	 * @param errorHandler supplies the error handler; asked when a listener fails
	 */
	public SocketListenerErrorHandler(Supplier<ChatEventErrorHandler> errorHandler) {
		this.errorHandler = errorHandler;
	}

	@Override
	public void handle(ChatEvent event, Throwable failure) {
		if (!(failure instanceof HandledListenerException)) {
			this.errorHandler.get().handleError(event, failure);
		}
	}

}
