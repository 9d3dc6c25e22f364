package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClient;
import io.github.tegrabox.chat.ReactiveChatClient;
import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Analyzer of an application that wants a client that is switched off, or a socket and
 * does not say as whom to connect. Comes before that of Spring Boot, which would ask for
 * a bean definition.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingChatBeanFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = cause.getBeanType();
		if (type == null || cause.getNumberOfBeansFound() > 0) {
			return null;
		}
		String who = (description != null) ? description : "A component";
		if (type == ChatSocket.class) {
			return new FailureAnalysis(
					who + " required a ChatSocket, and there is none: nothing says which user it connects as.", """
							Set 'chat.socket.user.external-id' to a user of your choice, who is created if missing, \
							or 'chat.socket.user.user-id' to the id of an existing one.

							If it is set: neither 'chat.enabled' nor 'chat.socket.enabled' may be 'false'.

							In a test of a slice, such as @WebMvcTest, there is none: replace it with \
							'@MockitoBean'.""", cause);
		}
		if (type == ChatClient.class || type == ReactiveChatClient.class) {
			return new FailureAnalysis(who + " required a " + type.getSimpleName() + ", and there is none.", """
					The starter makes one, unless 'chat.enabled' is 'false'.

					In a test of a slice, such as @WebMvcTest, there is none: annotate the test with \
					'@AutoConfigureChatTestServer', or replace it with '@MockitoBean'.""", cause);
		}
		return null;
	}

}
