package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.socket.ChatSocket;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Analyzer of an application that wants a socket and does not say as whom to connect.
 * Comes before that of Spring Boot, which would ask for a bean definition.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingChatSocketFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		if (cause.getBeanType() != ChatSocket.class || cause.getNumberOfBeansFound() > 0) {
			return null;
		}
		return new FailureAnalysis(
				((description != null) ? description : "A component")
						+ " required a ChatSocket, and there is none: nothing says which user it connects as.",
				"""
						Set 'chat.socket.user.external-id' to a user of your choice, who is created if missing, \
						or 'chat.socket.user.user-id' to the id of an existing one.

						If it is set: neither 'chat.enabled' nor 'chat.socket.enabled' may be 'false'.""", cause);
	}

}
