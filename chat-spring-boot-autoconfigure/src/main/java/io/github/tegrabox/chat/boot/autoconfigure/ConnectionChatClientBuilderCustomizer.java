package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.List;
import java.util.Objects;

import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.internal.auth.Secret;
import io.github.tegrabox.chat.spring.ChatEventErrorHandler;
import io.github.tegrabox.chat.spring.LoggingChatEventErrorHandler;
import io.github.tegrabox.chat.spring.listener.SocketListenerErrorHandler;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Customizer that applies address and credentials, and what the application has for HTTP
 * clients and threads of its own; comes before those of the application.
 */
class ConnectionChatClientBuilderCustomizer implements ChatClientBuilderCustomizer {

	private static final String TEST_SERVER = "io.github.tegrabox.chat.testserver.ChatTestServer";

	private static final String TEST_SERVER_DETAILS = "io.github.tegrabox.chat.boot.autoconfigure.testserver."
			+ "TestServerChatConnectionDetails";

	private final ChatConnectionDetails details;

	private final ChatProperties properties;

	private final ListableBeanFactory beanFactory;

	private final Environment environment;

	private final ApplicationBeans beans;

	ConnectionChatClientBuilderCustomizer(ChatConnectionDetails details, ChatProperties properties,
			ListableBeanFactory beanFactory, Environment environment) {
		this.details = details;
		this.properties = properties;
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.beans = new ApplicationBeans(beanFactory);
	}

	@Override
	public void customize(ChatClientBuilder<?> builder) {
		requireTestServer();
		String baseUrl = this.details.getBaseUrl();
		ServerAddress.check("chat.base-url", baseUrl, this.properties.isAllowInsecure());
		builder.baseUrl(baseUrl);
		applyCredentials(builder);
		ChatWebClientBuilders webClientBuilders = new ChatWebClientBuilders(this.beanFactory,
				this.environment.containsProperty("chat.http.connect-timeout"));
		builder.webClientBuilder(() -> webClientBuilders.create(() -> connector(baseUrl)));
		this.beanFactory.getBeanProvider(ObservationRegistry.class).ifUnique(builder::observationRegistry);
		applySocket(builder);
	}

	/**
	 * Refuses to talk to another server where the test server is wanted.
	 */
	private void requireTestServer() {
		boolean enabled = this.environment.getProperty("chat.test-server.enabled", Boolean.class, false);
		ClassLoader loader = (this.beanFactory instanceof ConfigurableBeanFactory configurable)
				? configurable.getBeanClassLoader() : null;
		if (enabled && !ClassUtils.isPresent(TEST_SERVER, loader)) {
			throw new InvalidChatSettingException("'chat.test-server.enabled' is true, but the test server is not on "
					+ "the class path, so that another server would be used: add "
					+ "'io.github.tegrabox:chat-test-server', or remove the property");
		}
		if ((enabled || isOfTestServer()) && EnvironmentTexts.has(this.environment, "chat.socket.url")) {
			throw new InvalidChatSettingException(
					"The test server is wanted, by 'chat.test-server.enabled' or by a bean, but 'chat.socket.url' would "
							+ "lead the socket to another server: leave 'chat.socket.url' empty where the test server is used");
		}
		if (enabled && this.details instanceof PropertiesChatConnectionDetails) {
			throw new InvalidChatSettingException("'chat.test-server.enabled' is true, but there is no test server in "
					+ "the context, so that another server would be used: do not exclude "
					+ "ChatTestServerAutoConfiguration, or remove the property");
		}
	}

	/** By its name, since it is not to be loaded where there is no such library. */
	private boolean isOfTestServer() {
		return this.details.getClass().getName().equals(TEST_SERVER_DETAILS);
	}

	private void applyCredentials(ChatClientBuilder<?> builder) {
		boolean hasKey = StringUtils.hasText(this.details.getApiKey());
		if (hasKey) {
			requireSendable("chat.api-key", this.details.getApiKey());
			builder.apiKey(this.details::getApiKey);
		}
		List<String> providers = this.beans.names(ChatTokenProvider.class);
		if (providers.stream().anyMatch((name) -> hasKey || !isOfSocketUser(name))) {
			builder.tokenProvider(tokenProvider(providers));
		}
		else if (StringUtils.hasText(this.details.getJwtToken())) {
			requireSendable("chat.jwt-token", this.details.getJwtToken());
			builder.jwtToken(this.details.getJwtToken());
		}
		else if (!hasKey) {
			throw new MissingChatCredentialException(!providers.isEmpty()
					? "'chat.socket.user' names the user that the socket connects as, but there is no API key "
							+ "to issue a token for it: 'chat.api-key' is not set."
					: "The Chat API client has no credential: neither 'chat.api-key' nor 'chat.jwt-token' is set, "
							+ "and there is no ChatConnectionDetails and no ChatTokenProvider bean.");
		}
	}

	private static void requireSendable(String property, @Nullable String credential) {
		try {
			Secret.of(credential, "value of '" + property + "'");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidChatSettingException(String.valueOf(ex.getMessage()));
		}
	}

	private boolean isOfSocketUser(String name) {
		return this.beanFactory.getType(name, false) == SocketUserTokenProvider.class;
	}

	/**
	 * Looked up when it is asked, not before: a provider may itself use the client.
	 */
	private ChatTokenProvider tokenProvider(List<String> names) {
		String name = this.beans.sole(names);
		if (name == null) {
			throw new NoUniqueBeanDefinitionException(ChatTokenProvider.class, names);
		}
		return () -> this.beanFactory.getBean(name, ChatTokenProvider.class).getToken();
	}

	private @Nullable ClientHttpConnector connector(String baseUrl) {
		ChatHttpConnectorFactory factory = this.beanFactory.getBeanProvider(ChatHttpConnectorFactory.class)
			.getIfAvailable();
		return (factory != null) ? factory.create(baseUrl, this.properties.getHttp()) : null;
	}

	private void applySocket(ChatClientBuilder<?> builder) {
		ObjectProvider<ChatEventErrorHandler> errorHandler = this.beanFactory
			.getBeanProvider(ChatEventErrorHandler.class);
		builder.listenerErrorHandler(
				new SocketListenerErrorHandler(() -> errorHandler.getIfAvailable(LoggingChatEventErrorHandler::new)));
		if (Threading.VIRTUAL.isActive(this.environment)) {
			builder.listenerExecutor(new VirtualThreadTaskExecutor("chat-listener-"));
		}
		// Made now, so that wrong ones end the start.
		HttpClientSettings settings = Objects.requireNonNullElse(this.beans.choose(HttpClientSettings.class).get(),
				HttpClientSettings.defaults());
		var connectors = this.beans.choose(ClientHttpConnectorBuilder.class);
		builder.httpClient(() -> JdkHttpClients.builder(connectors.get(), settings));
	}

}
