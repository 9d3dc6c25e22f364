package io.github.tegrabox.chat.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzer of a missing credential.
 */
class MissingChatCredentialFailureAnalyzer extends AbstractFailureAnalyzer<MissingChatCredentialException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingChatCredentialException cause) {
		return new FailureAnalysis(cause.getMessage(), """
				Set 'chat.api-key' to the API key of your project, best from the environment \
				(CHAT_API_KEY), or 'chat.jwt-token' to the token of one user. Without an account:

				    - to try things out, add 'io.github.tegrabox:chat-test-server' and set \
				'chat.test-server.enabled' to 'true'
				    - in a test, annotate it with '@AutoConfigureChatTestServer', which is in the same library
				    - to start without chat, set 'chat.enabled' to 'false'""", cause);
	}

}
