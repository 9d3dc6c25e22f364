package io.github.tegrabox.chat.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzer of an address over which credentials would travel unencrypted.
 */
class InsecureChatAddressFailureAnalyzer extends AbstractFailureAnalyzer<InsecureChatAddressException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InsecureChatAddressException cause) {
		return new FailureAnalysis(cause.getMessage() + ", where anybody on the way can read them.",
				"Use an 'https' address in '" + cause.getProperty() + "'. If the network is trusted, "
						+ "set 'chat.allow-insecure' to 'true'. Loopback addresses need neither.",
				cause);
	}

}
