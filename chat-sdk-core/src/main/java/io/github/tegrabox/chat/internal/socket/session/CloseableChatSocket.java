package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Socket together with its end, which belongs to the client that made it.
 */
public interface CloseableChatSocket extends ChatSocket, AutoCloseable {

	/**
	 * Makes a socket, not connected yet.
	 * @param settings what it is made of
	 * @param resources the shared threads and transport; the socket does not close them
	 * @param errorHandler who hears of listeners that throw; {@code null} for the log
	 * @param observations where sends are observed; {@code null} for nowhere
	 * @return the socket
	 */
	static CloseableChatSocket create(EngineSettings settings, SocketResources resources,
			@Nullable ListenerErrorHandler errorHandler, @Nullable ObservationRegistry observations) {
		return new DefaultChatSocket(settings, resources, errorHandler,
				new SendObservations((observations != null) ? observations : ObservationRegistry.NOOP));
	}

	/**
	 * Disconnects for good: nothing more is taken in, queued events reach their listeners
	 * for up to the shutdown time-out, then the resources are given back. Blocks for that
	 * long at most; called from within a listener, it does not wait. Closing again does
	 * nothing.
	 */
	@Override
	void close();

}
