package io.github.tegrabox.chat;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
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
import io.github.tegrabox.chat.rest.CallOptions;
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
	 * White space around it is ignored. Replaces {@link #apiKey(Supplier)}.
	 * @param apiKey the key, {@code null} or blank for none
	 * @return this builder
	 */
	public ChatClientBuilder<C> apiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
		this.apiKeySupplier = null;
		return this;
	}

	/**
	 * Sets a supplier of the API key, for a key that changes. It is asked at each
	 * request, so a new key takes effect without a restart, for calls, tokens and the
	 * project id. A call that is refused because the key has just changed is repeated
	 * with the new one. Replaces {@link #apiKey(String)}.
	 * @param apiKey returns the current key without blocking, on any thread; a call fails
	 * if it returns {@code null} or a blank key
	 * @return this builder
	 */
	public ChatClientBuilder<C> apiKey(Supplier<@Nullable String> apiKey) {
		this.apiKeySupplier = apiKey;
		this.apiKey = null;
		return this;
	}

	/**
	 * Sets a fixed JWT, for the socket and for acting as one user. The socket stops when
	 * the server refuses it, so prefer {@link #tokenProvider}. Replaces the token
	 * provider.
	 * @param jwtToken the JWT, {@code null} or blank for none
	 * @return this builder
	 */
	public ChatClientBuilder<C> jwtToken(@Nullable String jwtToken) {
		this.jwtToken = jwtToken;
		this.tokenProvider = null;
		return this;
	}

	/**
	 * Sets the provider of JWTs. It is called when there is none, before one expires, and
	 * once when one was refused. Replaces {@link #jwtToken}.
	 * @param tokenProvider the provider, {@code null} for none
	 * @return this builder
	 */
	public ChatClientBuilder<C> tokenProvider(@Nullable ChatTokenProvider tokenProvider) {
		this.tokenProvider = tokenProvider;
		this.jwtToken = null;
		return this;
	}

	/**
	 * Sets how many requests per second this client and those derived from it may send
	 * together, for example for imports into a server with a rate limit. Further calls
	 * wait their turn.
	 * @param maxRequestsPerSecond the number, which need not be whole; {@code null} for
	 * no limit, the default
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public ChatClientBuilder<C> maxRequestsPerSecond(@Nullable Double maxRequestsPerSecond) {
		this.pace = (maxRequestsPerSecond != null) ? Pace.of(maxRequestsPerSecond) : null;
		return this;
	}

	/**
	 * Sets the address of the server. The default is the hosted server.
	 * @param baseUrl the address, which must be {@code https} unless it is a loopback
	 * address or {@link #allowInsecure} is set; {@code null} for the hosted server, so
	 * that an unset environment variable can be passed as it is
	 * @return this builder
	 * @throws IllegalArgumentException if it is not an absolute {@code http} or
	 * {@code https} address, or has user info, a query or a fragment
	 */
	public ChatClientBuilder<C> baseUrl(@Nullable String baseUrl) {
		this.baseUrl = Addresses.parse((baseUrl != null) ? baseUrl : DEFAULT_BASE_URL);
		return this;
	}

	/**
	 * Sets whether credentials may go over plain {@code http} to a host other than
	 * loopback. The default is {@code false}.
	 * @param allowInsecure whether they may
	 * @return this builder
	 */
	public ChatClientBuilder<C> allowInsecure(boolean allowInsecure) {
		this.allowInsecure = allowInsecure;
		return this;
	}

	/**
	 * Sets how long connecting may take, 5 s by default. A connector that comes with
	 * {@code webClientBuilder} keeps its own timeout.
	 * @param connectTimeout the timeout
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive
	 */
	public ChatClientBuilder<C> connectTimeout(Duration connectTimeout) {
		if (connectTimeout.isZero() || connectTimeout.isNegative()) {
			throw new IllegalArgumentException("connectTimeout must be positive, but is " + connectTimeout);
		}
		this.connectTimeout = connectTimeout;
		return this;
	}

	/**
	 * Sets how long one attempt may take until its response is complete, 10 s by default.
	 * @param responseTimeout the timeout
	 * @return this builder
	 * @throws IllegalArgumentException if it is not positive, or longer than a hundred
	 * years
	 */
	public ChatClientBuilder<C> responseTimeout(Duration responseTimeout) {
		CallOptions checked = new CallOptions().responseTimeout(responseTimeout);
		this.responseTimeout = Objects.requireNonNull(checked.responseTimeout());
		return this;
	}

	/**
	 * Sets how calls are retried.
	 * @param retry the settings
	 * @return this builder
	 */
	public ChatClientBuilder<C> retry(RetrySettings retry) {
		this.retry = retry;
		return this;
	}

	/**
	 * Sets how the client speaks to the server: names, paths, methods, credentials.
	 * @param wire the settings
	 * @return this builder
	 */
	public ChatClientBuilder<C> wire(WireSettings wire) {
		this.wire = wire;
		return this;
	}

	/**
	 * Sets the settings of the socket.
	 * @param socket the settings
	 * @return this builder
	 */
	public ChatClientBuilder<C> socket(SocketSettings socket) {
		this.socket = socket;
		return this;
	}

	/**
	 * Sets the {@code WebClient.Builder} for the REST operations. It is cloned. Its
	 * connector is used as it is and must not follow redirects to other hosts.
	 * @param webClientBuilder the builder
	 * @return this builder
	 */
	public ChatClientBuilder<C> webClientBuilder(WebClient.Builder webClientBuilder) {
		this.webClientBuilder = SingletonSupplier.of(webClientBuilder.clone());
		return this;
	}

	/**
	 * Sets a supplier of the {@code WebClient.Builder}, in place of
	 * {@link #webClientBuilder(WebClient.Builder)}. It is called once, at the first call,
	 * also for all clients derived from this one.
	 * @param webClientBuilder returns the builder, on the thread of that call
	 * @return this builder
	 */
	public ChatClientBuilder<C> webClientBuilder(Supplier<WebClient.Builder> webClientBuilder) {
		this.webClientBuilder = SingletonSupplier.of(webClientBuilder);
		return this;
	}

	/**
	 * Sets the registry that calls are observed with.
	 * @param observationRegistry the registry
	 * @return this builder
	 */
	public ChatClientBuilder<C> observationRegistry(ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		return this;
	}

	/**
	 * Sets a supplier of builders for the JDK's HTTP clients: one for the REST
	 * operations, unless a {@code webClientBuilder} is given, and one for the socket. Use
	 * it to set TLS, a proxy or an authenticator; the REST operations ask the
	 * authenticator only for the proxy's credentials. Executor, version, redirects and
	 * connect timeout of the builder are overwritten.
	 * @param httpClient returns a new builder at each call
	 * @return this builder
	 */
	public ChatClientBuilder<C> httpClient(Supplier<HttpClient.Builder> httpClient) {
		this.httpClient = httpClient;
		return this;
	}

	/**
	 * Sets the HTTP version of the REST operations over TLS, unless a
	 * {@code webClientBuilder} is given. The default is HTTP/1.1, because the JDK's
	 * client loses requests when a server closes an HTTP/2 connection gracefully.
	 * @param httpVersion the version, {@code null} for the default
	 * @return this builder
	 */
	public ChatClientBuilder<C> httpVersion(HttpClient.@Nullable Version httpVersion) {
		this.httpVersion = httpVersion;
		return this;
	}

	/**
	 * Sets the executor that runs the listeners of the socket, such as one with virtual
	 * threads. By default the client uses daemon threads of its own. A full executor may
	 * block or run the listener on the calling thread, which is never a thread that reads
	 * sockets.
	 * @param listenerExecutor the executor, which the client does not shut down;
	 * {@code null} for the default
	 * @return this builder
	 */
	public ChatClientBuilder<C> listenerExecutor(@Nullable Executor listenerExecutor) {
		this.listenerExecutor = listenerExecutor;
		return this;
	}

	/**
	 * Sets the handler that is called when a listener throws.
	 * @param listenerErrorHandler the handler; {@code null} to log the failure
	 * @return this builder
	 */
	public ChatClientBuilder<C> listenerErrorHandler(@Nullable ListenerErrorHandler listenerErrorHandler) {
		this.listenerErrorHandler = listenerErrorHandler;
		return this;
	}

	/**
	 * Calls a customizer with this builder.
	 * @param customizer changes the builder
	 * @return this builder
	 */
	public ChatClientBuilder<C> apply(Consumer<? super ChatClientBuilder<C>> customizer) {
		customizer.accept(this);
		return this;
	}

	/**
	 * Builds the client. Sends nothing.
	 * @return the client
	 * @throws IllegalStateException if no credential is set, if a credential has
	 * characters that a header cannot carry, or if a credential would go over plain
	 * {@code http}
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

	private @Nullable TokenSource tokens(@Nullable Secret jwt, ClientThreads threads) {
		if (this.tokenProvider != null) {
			return TokenSource.provided(this.tokenProvider::getToken, threads::providers, threads::delay);
		}
		return (jwt != null) ? TokenSource.fixed(Token.of(jwt.value())) : null;
	}

}
