package io.github.tegrabox.chat.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzer of a property with a value that the client refuses.
 */
class InvalidChatSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidChatSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidChatSettingException cause) {
		return new FailureAnalysis("A configuration property has an invalid value: " + cause.getMessage() + ".",
				"Correct the value, or remove the property for its default.", cause);
	}

}
