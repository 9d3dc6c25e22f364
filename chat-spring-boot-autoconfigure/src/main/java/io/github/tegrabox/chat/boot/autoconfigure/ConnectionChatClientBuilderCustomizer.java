package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Arrays;
import java.util.function.Predicate;

import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Customizer that applies address, credentials and HTTP client; comes before those of the
 * application.
 */
class ConnectionChatClientBuilderCustomizer implements ChatClientBuilderCustomizer, Ordered {

	private final ChatConnectionDetails details;

	private final ChatProperties properties;

	private final ListableBeanFactory beanFactory;

	ConnectionChatClientBuilderCustomizer(ChatConnectionDetails details, ChatProperties properties,
			ListableBeanFactory beanFactory) {
		this.details = details;
		this.properties = properties;
		this.beanFactory = beanFactory;
	}

	@Override
	public void customize(ChatClientBuilder<?> builder) {
		String baseUrl = this.details.getBaseUrl();
		ServerAddress.check("chat.base-url", baseUrl, this.properties.isAllowInsecure());
		builder.baseUrl(baseUrl);
		applyCredentials(builder);
		builder.webClientBuilder(() -> webClientBuilder(baseUrl));
		this.beanFactory.getBeanProvider(ObservationRegistry.class).ifUnique(builder::observationRegistry);
	}

	private void applyCredentials(ChatClientBuilder<?> builder) {
		boolean hasKey = this.details.getApiKey() != null;
		builder.apiKey(this.details.getApiKey());
		if (hasTokenProvider((type) -> hasKey || type != SocketUserTokenProvider.class)) {
			// Looked up when asked: a provider may itself use the client.
			builder.tokenProvider(() -> this.beanFactory.getBean(ChatTokenProvider.class).getToken());
		}
		else if (this.details.getJwtToken() != null) {
			builder.jwtToken(this.details.getJwtToken());
		}
		else if (!hasKey) {
			throw new MissingChatCredentialException(hasTokenProvider((type) -> true)
					? "'chat.socket.user' names the user that the socket connects as, but there is no API key "
							+ "to issue a token for it: 'chat.api-key' is not set."
					: "The Chat API client has no credential: neither 'chat.api-key' nor 'chat.jwt-token' is set, "
							+ "and there is no ChatConnectionDetails and no ChatTokenProvider bean.");
		}
	}

	private boolean hasTokenProvider(Predicate<Class<?>> condition) {
		return Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, ChatTokenProvider.class, true,
					false))
			.anyMatch((name) -> {
				Class<?> type = this.beanFactory.getType(name, false);
				return condition.test((type != null) ? type : ChatTokenProvider.class);
			});
	}

	private WebClient.Builder webClientBuilder(String baseUrl) {
		WebClient.Builder builder = this.beanFactory.getBeanProvider(WebClient.Builder.class)
			.getIfAvailable(WebClient::builder)
			.clone();
		this.beanFactory.getBeanProvider(ChatHttpConnectorFactory.class)
			.ifAvailable((factory) -> builder.clientConnector(factory.create(baseUrl, this.properties.getHttp())));
		return builder;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
