package io.github.tegrabox.chat.boot.autoconfigure.testserver;

import io.github.tegrabox.chat.boot.autoconfigure.ChatAutoConfiguration;
import io.github.tegrabox.chat.boot.autoconfigure.ChatConnectionDetails;
import io.github.tegrabox.chat.internal.boot.ConditionalOnSetting;
import io.github.tegrabox.chat.testserver.ChatTestServer;
import io.github.tegrabox.chat.testserver.internal.boot.ApplicationServer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of a {@link ChatTestServer}, and of
 * the connection to any such server in the context, wherever it comes from.
 */
@AutoConfiguration(before = ChatAutoConfiguration.class)
@ConditionalOnClass(ChatTestServer.class)
@ConditionalOnSetting(value = "chat.enabled", matchIfMissing = true)
public final class ChatTestServerAutoConfiguration {

	ChatTestServerAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.testServer")
	@ConditionalOnSetting("chat.test-server.enabled")
	@ConditionalOnMissingBean
	ChatTestServer chatTestServer(Environment environment) {
		return ApplicationServer.start(environment);
	}

	@Bean("io.github.tegrabox.chat.connectionDetails")
	@ConditionalOnBean(ChatTestServer.class)
	@ConditionalOnMissingBean(ChatConnectionDetails.class)
	TestServerChatConnectionDetails chatConnectionDetails(ChatTestServer server, Environment environment) {
		return new TestServerChatConnectionDetails(server,
				StringUtils.hasText(Binder.get(environment).bind("chat.jwt-token", String.class).orElse("")));
	}

}
