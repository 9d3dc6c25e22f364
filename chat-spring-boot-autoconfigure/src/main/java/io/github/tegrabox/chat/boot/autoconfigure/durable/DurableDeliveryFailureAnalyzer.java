package io.github.tegrabox.chat.boot.autoconfigure.durable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzer of durable delivery that lacks something.
 */
class DurableDeliveryFailureAnalyzer extends AbstractFailureAnalyzer<DurableDeliveryException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DurableDeliveryException cause) {
		return new FailureAnalysis("'chat.socket.delivery' is 'durable', but " + cause.getMessage() + ".",
				cause.getAction(), cause);
	}

}
