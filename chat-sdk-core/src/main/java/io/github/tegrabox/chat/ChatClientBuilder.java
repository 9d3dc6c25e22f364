package io.github.tegrabox.chat;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;

import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Builder of a client. Not safe for use by several threads.
 *
 * @param <C> the type of the client, {@link ChatClient} or {@link ReactiveChatClient}
 */
public final class ChatClientBuilder<C> {

	/**
	 * The hosted server.
	 */
	public static final String DEFAULT_BASE_URL = "https://chat-server-psq1.onrender.com";

	private final Function<ChatClientBuilder<C>, C> factory;

	private @Nullable String apiKey;

	private @Nullable String jwtToken;

	private @Nullable ChatTokenProvider tokenProvider;

	private URI baseUrl = URI.create(DEFAULT_BASE_URL);

	private boolean allowInsecure;

	private Duration connectTimeout = Duration.ofSeconds(5);

	private Duration responseTimeout = Duration.ofSeconds(10);

	private RetrySettings retry = RetrySettings.defaults();

	private WireSettings wire = WireSettings.defaults();

	private SocketSettings socket = SocketSettings.defaults();

	private WebClient.@Nullable Builder webClientBuilder;

	private @Nullable ObservationRegistry observationRegistry;

	private ChatClientBuilder(Function<ChatClientBuilder<C>, C> factory) {
		this.factory = factory;
	}

	static ChatClientBuilder<ChatClient> blocking() {
		return new ChatClientBuilder<>((builder) -> {
			throw new IllegalStateException("Not assembled yet");
		});
	}

	static ChatClientBuilder<ReactiveChatClient> reactive() {
		return new ChatClientBuilder<>((builder) -> {
			throw new IllegalStateException("Not assembled yet");
		});
	}

	/**
	 * Sets the API key of the project, for everything but the socket. Keep it secret.
	 * @param apiKey the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> apiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
		return this;
	}

	/**
	 * Sets a fixed JWT, for the socket and for acting as one user. When the server
	 * refuses it the socket stops; prefer {@link #tokenProvider}.
	 * @param jwtToken the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> jwtToken(@Nullable String jwtToken) {
		this.jwtToken = jwtToken;
		return this;
	}

	/**
	 * Sets where JWTs come from: asked when there is none, before one expires, and once
	 * when one was refused.
	 * @param tokenProvider the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> tokenProvider(@Nullable ChatTokenProvider tokenProvider) {
		this.tokenProvider = tokenProvider;
		return this;
	}

	/**
	 * Sets the address of the server; the hosted one by default.
	 * @param baseUrl the address, {@code https} unless it is a loopback address or
	 * {@link #allowInsecure} is set
	 * @return this builder
	 * @throws IllegalArgumentException if it is no absolute address
	 */
	public ChatClientBuilder<C> baseUrl(String baseUrl) {
		this.baseUrl = URI.create(baseUrl);
		return this;
	}

	/**
	 * Sets whether credentials may go over plain {@code http} to a host other than
	 * loopback.
	 * @param allowInsecure the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> allowInsecure(boolean allowInsecure) {
		this.allowInsecure = allowInsecure;
		return this;
	}

	/**
	 * Sets how long making a connection may take, 5 s by default.
	 * @param connectTimeout the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> connectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
		return this;
	}

	/**
	 * Sets how long one attempt may take until its answer is complete, 10 s by default.
	 * @param responseTimeout the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> responseTimeout(Duration responseTimeout) {
		this.responseTimeout = responseTimeout;
		return this;
	}

	/**
	 * Sets how calls are repeated.
	 * @param retry the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> retry(RetrySettings retry) {
		this.retry = retry;
		return this;
	}

	/**
	 * Sets the names of the wire.
	 * @param wire the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> wire(WireSettings wire) {
		this.wire = wire;
		return this;
	}

	/**
	 * Sets the settings of the socket.
	 * @param socket the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> socket(SocketSettings socket) {
		this.socket = socket;
		return this;
	}

	/**
	 * Sets the builder that the HTTP client is built on; it is cloned. Its connector is
	 * used as it is and must not follow redirects to other hosts.
	 * @param webClientBuilder the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> webClientBuilder(WebClient.Builder webClientBuilder) {
		this.webClientBuilder = webClientBuilder;
		return this;
	}

	/**
	 * Sets where calls are observed.
	 * @param observationRegistry the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Builds the client. Sends nothing.
	 * @return the client
	 * @throws IllegalStateException if no credential is set, or one that no header can
	 * carry, or one would go over plain {@code http}
	 */
	public C build() {
		return this.factory.apply(this);
	}

}
