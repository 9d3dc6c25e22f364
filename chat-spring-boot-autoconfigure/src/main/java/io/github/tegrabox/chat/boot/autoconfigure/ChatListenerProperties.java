package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of how listeners are called.
 */
@ConfigurationProperties("chat.listener")
public class ChatListenerProperties {

	/**
	 * Command that lists the commands that have a description. Empty for none.
	 */
	private String helpCommand = "!help";

	/**
	 * Time that an asynchronous result of a listener may take.
	 */
	private Duration completionTimeout = Duration.ofSeconds(30);

	private final Retry retry = new Retry();

	public String getHelpCommand() {
		return this.helpCommand;
	}

	public void setHelpCommand(String helpCommand) {
		this.helpCommand = helpCommand;
	}

	public Duration getCompletionTimeout() {
		return this.completionTimeout;
	}

	public void setCompletionTimeout(Duration completionTimeout) {
		this.completionTimeout = completionTimeout;
	}

	public Retry getRetry() {
		return this.retry;
	}

	/**
	 * How listeners that fail are called again.
	 */
	public static class Retry {

		/**
		 * Number of times that a listener that fails is called, the first one included.
		 */
		private int maxAttempts = 3;

		/**
		 * Pause after the first call that failed. Doubled with each call.
		 */
		private Duration initialBackoff = Duration.ofMillis(200);

		/**
		 * Longest pause between two calls.
		 */
		private Duration maxBackoff = Duration.ofSeconds(10);

		public int getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(int maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public Duration getInitialBackoff() {
			return this.initialBackoff;
		}

		public void setInitialBackoff(Duration initialBackoff) {
			this.initialBackoff = initialBackoff;
		}

		public Duration getMaxBackoff() {
			return this.maxBackoff;
		}

		public void setMaxBackoff(Duration maxBackoff) {
			this.maxBackoff = maxBackoff;
		}

	}

}
