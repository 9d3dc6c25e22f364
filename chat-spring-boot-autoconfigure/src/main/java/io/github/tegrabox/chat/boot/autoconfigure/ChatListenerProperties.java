package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of how listeners are called.
 */
@ConfigurationProperties("chat.listener")
public class ChatListenerProperties {

	/**
	 * Command that lists all commands that have a description. Empty to switch it off.
	 */
	private String helpCommand = "!help";

	/**
	 * Maximum time for the asynchronous result of a listener.
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
		 * Maximum number of times to call a listener that fails, including the first
		 * call.
		 */
		private int maxAttempts = 3;

		/**
		 * Pause after the first failed call. Doubled with each call.
		 */
		private Duration initialBackoff = Duration.ofMillis(200);

		/**
		 * Maximum pause between two calls.
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
