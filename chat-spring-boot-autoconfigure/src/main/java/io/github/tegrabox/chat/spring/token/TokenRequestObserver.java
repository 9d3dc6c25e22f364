package io.github.tegrabox.chat.spring.token;

import java.time.Duration;

/**
 * Observer of requests for a token.
 */
@FunctionalInterface
public interface TokenRequestObserver {

	/**
	 * An observer that does nothing.
	 */
	TokenRequestObserver NONE = (outcome, duration) -> {
	};

	/**
	 * Called when a request for a token has been answered. Must not block.
	 * @param outcome the outcome
	 * @param duration how long it took
	 */
	void answered(TokenOutcome outcome, Duration duration);

}
