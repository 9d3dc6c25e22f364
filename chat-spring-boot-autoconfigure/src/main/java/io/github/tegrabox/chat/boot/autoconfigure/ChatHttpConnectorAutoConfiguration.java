package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the client's own connector. It
 * comes before Boot's, so that its condition can tell whether the application has a
 * connector of its own. That one is then used as it is.
 */
@AutoConfiguration(before = ReactiveHttpClientAutoConfiguration.class)
@ConditionalOnClass(ClientHttpConnectorBuilder.class)
@ConditionalOnSetting(value = "chat.enabled", matchIfMissing = true)
public final class ChatHttpConnectorAutoConfiguration {

	ChatHttpConnectorAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.httpConnectorFactory")
	@ConditionalOnMissingBean(ClientHttpConnector.class)
	ChatHttpConnectorFactory chatHttpConnectorFactory(ConfigurableListableBeanFactory beanFactory) {
		return new ChatHttpConnectorFactory(beanFactory, beanFactory.getBeanClassLoader());
	}

}
