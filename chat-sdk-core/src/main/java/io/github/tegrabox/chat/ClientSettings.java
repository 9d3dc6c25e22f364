package io.github.tegrabox.chat;

import io.github.tegrabox.chat.internal.http.RestSettings;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Immutable settings of a client.
 *
 * @param rest the settings of the REST operations
 * @param socket the settings of the socket
 * @param listenerErrorHandler who is told of listeners that throw, if it was given
 * @param webClientBuilder makes the builder to build on, if one was given
 * @param observationRegistry where calls are observed, if one was given
 * @param resources the threads and connections, for the client to close
 * @param origin what the client was built with, for another one
 */
record ClientSettings(RestSettings rest, SocketSettings socket, @Nullable ListenerErrorHandler listenerErrorHandler,
		@Nullable SingletonSupplier<WebClient.Builder> webClientBuilder,
		@Nullable ObservationRegistry observationRegistry, ClientResources resources, ChatClientBuilder<?> origin) {

}
