package io.github.tegrabox.chat.internal.socket.session;

import io.github.tegrabox.chat.socket.ChatSocket;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Socket that can be closed, which is up to the client that created it.
 */
public interface CloseableChatSocket extends ChatSocket, AutoCloseable {

	/**
	 * Creates a socket that is not connected yet.
	 * @param settings the settings
	 * @param resources the shared threads and transport; the socket does not close them
	 * @param errorHandler called when a listener throws; {@code null} to log instead
	 * @param observations the registry that observes sends; {@code null} for none
	 * @return the socket
	 */
	static CloseableChatSocket create(EngineSettings settings, SocketResources resources,
			@Nullable ListenerErrorHandler errorHandler, @Nullable ObservationRegistry observations) {
		return new DefaultChatSocket(settings, resources, errorHandler,
				new SendObservations((observations != null) ? observations : ObservationRegistry.NOOP));
	}

	/**
	 * Disconnects for good. No more events are accepted. Queued ones still reach their
	 * listeners for up to the shutdown time-out. Blocks for that long at most, and does
	 * not wait for a listener that calls it. Closing again does nothing.
	 */
	@Override
	void close();

}
