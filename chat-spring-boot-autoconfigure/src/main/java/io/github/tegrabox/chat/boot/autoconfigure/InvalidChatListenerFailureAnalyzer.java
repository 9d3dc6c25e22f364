package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.spring.listener.InvalidChatListenerException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzer of a listener that cannot work.
 */
class InvalidChatListenerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidChatListenerException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidChatListenerException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
	}

}
