package io.github.tegrabox.chat;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.tegrabox.chat.internal.auth.ApiKey;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.internal.auth.Token;
import io.github.tegrabox.chat.internal.auth.TokenSource;
import io.github.tegrabox.chat.internal.http.Pace;
import io.github.tegrabox.chat.internal.http.ProjectIds;
import io.github.tegrabox.chat.internal.http.RestSettings;
import io.github.tegrabox.chat.internal.net.ClientThreads;
import io.github.tegrabox.chat.rest.RetrySettings;
import io.github.tegrabox.chat.socket.ListenerErrorHandler;
import io.github.tegrabox.chat.socket.SocketSettings;
import io.github.tegrabox.chat.wire.WireSettings;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;
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

	private final Function<ClientSettings, C> factory;

	private @Nullable Supplier<@Nullable String> apiKeySupplier;

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

	private @Nullable SingletonSupplier<WebClient.Builder> webClientBuilder;

	private @Nullable ObservationRegistry observationRegistry;

	private Supplier<HttpClient.Builder> httpClient = HttpClient::newBuilder;

	private HttpClient.@Nullable Version httpVersion;

	private @Nullable Executor listenerExecutor;

	private @Nullable ListenerErrorHandler listenerErrorHandler;

	/**
	 * Those of the client that this builder derives another one from.
	 */
	private @Nullable ClientResources resources;

	private ProjectIds projects = new ProjectIds();

	private @Nullable Pace pace;

	private ChatClientBuilder(Function<ClientSettings, C> factory) {
		this.factory = factory;
	}

	static ChatClientBuilder<ChatClient> blocking() {
		return new ChatClientBuilder<>((settings) -> new DefaultChatClient(new DefaultReactiveChatClient(settings)));
	}

	static ChatClientBuilder<AbstractReactiveChatClient> face() {
		return new ChatClientBuilder<>(DefaultReactiveChatClient::new);
	}

	static ChatClientBuilder<ReactiveChatClient> reactive() {
		return new ChatClientBuilder<>(DefaultReactiveChatClient::new);
	}

	ChatClientBuilder<C> presetWith(ChatClientBuilder<?> other) {
		this.apiKey = other.apiKey;
		this.apiKeySupplier = other.apiKeySupplier;
		this.jwtToken = other.jwtToken;
		this.tokenProvider = other.tokenProvider;
		this.baseUrl = other.baseUrl;
		this.allowInsecure = other.allowInsecure;
		this.connectTimeout = other.connectTimeout;
		this.responseTimeout = other.responseTimeout;
		this.retry = other.retry;
		this.wire = other.wire;
		this.socket = other.socket;
		this.webClientBuilder = other.webClientBuilder;
		this.observationRegistry = other.observationRegistry;
		this.httpClient = other.httpClient;
		this.httpVersion = other.httpVersion;
		this.listenerExecutor = other.listenerExecutor;
		this.listenerErrorHandler = other.listenerErrorHandler;
		this.resources = other.resources;
		this.projects = other.projects;
		this.pace = other.pace;
		return this;
	}

	/**
	 * Sets the API key of the project, for everything but the socket. Keep it secret.
	 * White space around it is ignored.
	 * @param apiKey the value, {@code null} for none
	 * @return this builder
	 */
	public ChatClientBuilder<C> apiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
		this.apiKeySupplier = null;
		return this;
	}

	/**
	 * Sets where the API key comes from, for one that changes: asked at each request, so
	 * that a new value takes effect without a restart, for calls, tokens and the project
	 * id. A call that is refused because the key has changed meanwhile is repeated with
	 * the new one. Takes the place of {@link #apiKey(String)}.
	 * @param apiKey yields the key of the moment, at once and on any thread
	 * @return this builder
	 */
	public ChatClientBuilder<C> apiKey(Supplier<@Nullable String> apiKey) {
		this.apiKeySupplier = apiKey;
		this.apiKey = null;
		return this;
	}

	/**
	 * Sets a fixed JWT, for the socket and for acting as one user. When the server
	 * refuses it the socket stops; prefer {@link #tokenProvider}, whose place it takes.
	 * @param jwtToken the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> jwtToken(@Nullable String jwtToken) {
		this.jwtToken = jwtToken;
		this.tokenProvider = null;
		return this;
	}

	/**
	 * Sets where JWTs come from: asked when there is none, before one expires, and once
	 * when one was refused. Takes the place of {@link #jwtToken}.
	 * @param tokenProvider the value
	 * @return this builder
	 */
	public ChatClientBuilder<C> tokenProvider(@Nullable ChatTokenProvider tokenProvider) {
		this.tokenProvider = tokenProvider;
		this.jwtToken = null;
		return this;
	}

	/**
	 * Sets the most requests in a second that this client and those derived from it send
	 * together, for imports into a server that limits them. Beyond it calls wait their
	 * turn.
	 * @param maxRequestsPerSecond the number, {@code null} for no limit, the default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public ChatClientBuilder<C> maxRequestsPerSecond(@Nullable Double maxRequestsPerSecond) {
		this.pace = (maxRequestsPerSecond != null) ? Pace.of(maxRequestsPerSecond) : null;
		return this;
	}

	/**
	 * Sets the address of the server; the hosted one by default.
	 * @param baseUrl the address, {@code https} unless it is a loopback address or
	 * {@link #allowInsecure} is set; {@code null} for the hosted server, so that an
	 * environment variable may be left out
	 * @return this builder
	 * @throws IllegalArgumentException if it is no absolute {@code http} or {@code https}
	 * address, or has more than a path to it
	 */
	public ChatClientBuilder<C> baseUrl(@Nullable String baseUrl) {
		this.baseUrl = Addresses.parse((baseUrl != null) ? baseUrl : DEFAULT_BASE_URL);
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
	 * Sets how long making a connection may take, 5 s by default. A connector that comes
	 * with {@code webClientBuilder} has its own.
	 * @param connectTimeout the value
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public ChatClientBuilder<C> connectTimeout(Duration connectTimeout) {
		this.connectTimeout = positive(connectTimeout, "connectTimeout");
		return this;
	}

	/**
	 * Sets how long one attempt may take until its answer is complete, 10 s by default.
	 * @param responseTimeout the value
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public ChatClientBuilder<C> responseTimeout(Duration responseTimeout) {
		this.responseTimeout = positive(responseTimeout, "responseTimeout");
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
	 * Sets how the client speaks: names, paths, methods, credentials.
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
		this.webClientBuilder = SingletonSupplier.of(webClientBuilder.clone());
		return this;
	}

	/**
	 * Sets what makes the builder of the HTTP client, in place of
	 * {@link #webClientBuilder(WebClient.Builder)}. Asked at the first call and not
	 * again, neither by the client nor by those derived from it.
	 * @param webClientBuilder makes the builder, on the thread of that call
	 * @return this builder
	 */
	public ChatClientBuilder<C> webClientBuilder(Supplier<WebClient.Builder> webClientBuilder) {
		this.webClientBuilder = SingletonSupplier.of(webClientBuilder);
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
	 * Sets what makes the builders of the JDK's HTTP clients, one for the REST operations
	 * unless a {@code webClientBuilder} is given, one for the socket: for TLS, a proxy,
	 * or an authenticator, which the REST operations ask for the proxy's credentials
	 * alone. Executor, version, redirects and the connect time-out are set here.
	 * @param httpClient makes a new builder at each call
	 * @return this builder
	 */
	public ChatClientBuilder<C> httpClient(Supplier<HttpClient.Builder> httpClient) {
		this.httpClient = httpClient;
		return this;
	}

	/**
	 * Sets the version of HTTP that the REST operations speak over TLS, unless a
	 * {@code webClientBuilder} is given. By default HTTP/1.1: the JDK's client loses
	 * requests when a server ends a connection of HTTP/2 in good order.
	 * @param httpVersion the value, {@code null} for the default
	 * @return this builder
	 */
	public ChatClientBuilder<C> httpVersion(HttpClient.@Nullable Version httpVersion) {
		this.httpVersion = httpVersion;
		return this;
	}

	/**
	 * Sets what runs the listeners of the socket, such as an executor of virtual threads;
	 * daemon threads of the client's own by default. One that is full may wait or run
	 * them where it is asked, which is on no thread that reads sockets.
	 * @param listenerExecutor the value, not shut down; {@code null} for the default
	 * @return this builder
	 */
	public ChatClientBuilder<C> listenerExecutor(@Nullable Executor listenerExecutor) {
		this.listenerExecutor = listenerExecutor;
		return this;
	}

	/**
	 * Sets who is told of listeners that throw.
	 * @param listenerErrorHandler the value; {@code null} for the log
	 * @return this builder
	 */
	public ChatClientBuilder<C> listenerErrorHandler(@Nullable ListenerErrorHandler listenerErrorHandler) {
		this.listenerErrorHandler = listenerErrorHandler;
		return this;
	}

	/**
	 * Applies settings that come from elsewhere.
	 * @param customizer what to apply
	 * @return this builder
	 */
	public ChatClientBuilder<C> apply(Consumer<? super ChatClientBuilder<C>> customizer) {
		customizer.accept(this);
		return this;
	}

	/**
	 * Builds the client. Sends nothing.
	 * @return the client
	 * @throws IllegalStateException if no credential is set, or one that no header can
	 * carry, or one would go over plain {@code http}
	 */
	public C build() {
		ApiKey key = key();
		Secret jwt = secret(this.jwtToken, "JWT");
		if (key == null && jwt == null && this.tokenProvider == null) {
			throw new IllegalStateException(
					"No credential: set an API key with apiKey(…) or chat.api-key, or a JWT with "
							+ "jwtToken(…), tokenProvider(…) or chat.jwt-token");
		}
		Addresses.requireSecure(this.baseUrl, this.allowInsecure);
		if (this.socket.url() != null) {
			Addresses.requireSecure(this.socket.url(), this.allowInsecure);
		}
		ChatClientBuilder<C> origin = new ChatClientBuilder<>(this.factory).presetWith(this);
		origin.resources = resources();
		ClientThreads threads = origin.resources.threads();
		RestSettings rest = new RestSettings(this.baseUrl, key, tokens(jwt, threads), this.responseTimeout, this.retry,
				this.wire, Map.of(), this.projects, this.pace, threads);
		return this.factory.apply(new ClientSettings(rest, this.socket, this.listenerErrorHandler,
				this.webClientBuilder, this.observationRegistry, origin.resources, origin));
	}

	private ClientResources resources() {
		ClientResources.Key key = new ClientResources.Key("https".equalsIgnoreCase(this.baseUrl.getScheme()),
				this.httpVersion, this.connectTimeout, this.httpClient, this.listenerExecutor,
				this.socket.dispatch().concurrency(), this.wire.events(), this.socket.connector());
		return (this.resources != null && this.resources.tryShare(key)) ? this.resources : new ClientResources(key);
	}

	private @Nullable ApiKey key() {
		if (this.apiKeySupplier != null) {
			return ApiKey.supplied(this.apiKeySupplier);
		}
		Secret secret = secret(this.apiKey, "API key");
		return (secret != null) ? ApiKey.fixed(secret.value()) : null;
	}

	private static @Nullable Secret secret(@Nullable String value, String name) {
		try {
			return (value == null || value.isBlank()) ? null : Secret.of(value, name);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(ex.getMessage());
		}
	}

	private static Duration positive(Duration value, String name) {
		if (value.isZero() || value.isNegative()) {
			throw new IllegalArgumentException(name + " must be positive, but is " + value);
		}
		return value;
	}

	private @Nullable TokenSource tokens(@Nullable Secret jwt, ClientThreads threads) {
		if (this.tokenProvider != null) {
			return TokenSource.provided(this.tokenProvider::getToken, threads::providers, threads::delay);
		}
		return (jwt != null) ? TokenSource.fixed(Token.of(jwt.value())) : null;
	}

}
