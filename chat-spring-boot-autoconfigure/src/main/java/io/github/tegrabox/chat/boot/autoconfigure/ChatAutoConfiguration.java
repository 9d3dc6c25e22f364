package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of {@link ChatClient} and
 * {@link ReactiveChatClient}. Creating them sends nothing.
 */
@AutoConfiguration(after = { ChatHttpConnectorAutoConfiguration.class, WebClientAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ ChatClient.class, WebClient.class })
@ConditionalOnSetting(value = "chat.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ ChatProperties.class, ChatSocketProperties.class, ChatWireProperties.class })
@ImportRuntimeHints(ChatRuntimeHints.class)
public final class ChatAutoConfiguration {

	ChatAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.usableValues")
	static UsableValues chatUsableValues() {
		return new UsableValues();
	}

	@Bean("io.github.tegrabox.chat.connectionDetails")
	@ConditionalOnMissingBean(ChatConnectionDetails.class)
	PropertiesChatConnectionDetails chatConnectionDetails(ChatProperties properties, Environment environment) {
		return new PropertiesChatConnectionDetails(properties, environment);
	}

	@Bean("io.github.tegrabox.chat.tokenProvider")
	@ConditionalOnMissingBean(ChatTokenProvider.class)
	@Conditional(OnSocketUserCondition.class)
	SocketUserTokenProvider chatTokenProvider(ChatSocketProperties properties, ChatProperties chatProperties,
			ObjectProvider<ChatClient> client) {
		return SocketUserTokenProvider.of(properties.getUser(), chatProperties, client);
	}

	/**
	 * What the starter applies comes before all customizers of the application.
	 */
	@Bean("io.github.tegrabox.chat.client")
	@ConditionalOnMissingBean
	ChatClient chatClient(ChatConnectionDetails details, ChatProperties properties,
			ChatSocketProperties socketProperties, ChatWireProperties wireProperties, ListableBeanFactory beanFactory,
			Environment environment, ObjectProvider<ChatClientBuilderCustomizer> customizers) {
		ChatClientBuilder<ChatClient> builder = ChatClient.builder();
		ChatPropertiesMapper.apply(properties, socketProperties, wireProperties, builder);
		new ConnectionChatClientBuilderCustomizer(details, properties, beanFactory, environment).customize(builder);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	/**
	 * Absent where the client has no such twin, as a mock.
	 */
	@Bean(name = "io.github.tegrabox.chat.reactiveChatClient", destroyMethod = "")
	@ConditionalOnMissingBean
	@Nullable ReactiveChatClient reactiveChatClient(ChatClient chatClient) {
		return chatClient.reactive();
	}

}
