package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ChatClientBuilder;
import io.github.tegrabox.chat.ChatTokenProvider;
import io.github.tegrabox.chat.ReactiveChatClient;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
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
@ConditionalOnBooleanProperty(name = "chat.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ ChatProperties.class, ChatSocketProperties.class, ChatWireProperties.class })
@ImportRuntimeHints(ChatRuntimeHints.class)
public final class ChatAutoConfiguration {

	ChatAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(ChatConnectionDetails.class)
	PropertiesChatConnectionDetails chatConnectionDetails(ChatProperties properties) {
		return new PropertiesChatConnectionDetails(properties);
	}

	@Bean
	@ConditionalOnMissingBean(ChatTokenProvider.class)
	@Conditional(OnSocketUserCondition.class)
	SocketUserTokenProvider chatTokenProvider(ChatSocketProperties properties, ChatProperties chatProperties,
			ObjectProvider<ChatClient> client) {
		return SocketUserTokenProvider.of(properties.getUser(), chatProperties, client);
	}

	@Bean
	PropertiesChatClientBuilderCustomizer chatPropertiesClientBuilderCustomizer(ChatProperties properties,
			ChatSocketProperties socketProperties, ChatWireProperties wireProperties) {
		return new PropertiesChatClientBuilderCustomizer(properties, socketProperties, wireProperties);
	}

	@Bean
	ConnectionChatClientBuilderCustomizer chatConnectionClientBuilderCustomizer(ChatConnectionDetails details,
			ChatProperties properties, ListableBeanFactory beanFactory) {
		return new ConnectionChatClientBuilderCustomizer(details, properties, beanFactory);
	}

	@Bean
	SocketChatClientBuilderCustomizer chatSocketClientBuilderCustomizer(BeanFactory beanFactory,
			Environment environment) {
		return new SocketChatClientBuilderCustomizer(beanFactory, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	ChatClient chatClient(ObjectProvider<ChatClientBuilderCustomizer> customizers) {
		ChatClientBuilder<ChatClient> builder = ChatClient.builder();
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	ReactiveChatClient reactiveChatClient(ChatClient chatClient) {
		return chatClient.reactive();
	}

}
