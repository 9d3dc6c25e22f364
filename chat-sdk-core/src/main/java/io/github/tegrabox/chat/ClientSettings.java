package io.github.tegrabox.chat;

import java.time.Duration;

import io.github.tegrabox.chat.rest.RestSettings;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Immutable settings of a client.
 *
 * @param rest the settings of the REST operations
 * @param socket the settings of the socket
 * @param connectTimeout how long making a connection may take
 * @param webClientBuilder the builder to build on, if one was given
 * @param observationRegistry where calls are observed, if one was given
 * @param origin what the client was built with, for another one
 */
record ClientSettings(RestSettings rest, SocketSettings socket, Duration connectTimeout,
		WebClient.@Nullable Builder webClientBuilder, @Nullable ObservationRegistry observationRegistry,
		ChatClientBuilder<?> origin) {

}
