package io.github.tegrabox.chat.boot.autoconfigure;

import java.net.http.HttpClient;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the Chat API client.
 */
@ConfigurationProperties("chat")
public class ChatProperties {

	/**
	 * API key of the project, for everything but the socket. Keep it secret.
	 */
	private @Nullable String apiKey;

	/**
	 * Fixed JWT, for the socket and for acting as one user. Keep it secret. Prefer
	 * chat.socket.user, whose tokens are renewed.
	 */
	private @Nullable String jwtToken;

	/**
	 * Address of the server. Defaults to the hosted server.
	 */
	private @Nullable String baseUrl;

	/**
	 * Id of the project. By default the client asks the server which project the API key
	 * belongs to.
	 */
	private @Nullable String projectId;

	/**
	 * Whether credentials may go over plain http to a host other than loopback.
	 */
	private boolean allowInsecure;

	private final Http http = new Http();

	private final Retry retry = new Retry();

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public @Nullable String getJwtToken() {
		return this.jwtToken;
	}

	public void setJwtToken(@Nullable String jwtToken) {
		this.jwtToken = jwtToken;
	}

	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = (baseUrl != null) ? baseUrl.strip() : null;
	}

	public @Nullable String getProjectId() {
		return this.projectId;
	}

	public void setProjectId(@Nullable String projectId) {
		this.projectId = projectId;
	}

	public boolean isAllowInsecure() {
		return this.allowInsecure;
	}

	public void setAllowInsecure(boolean allowInsecure) {
		this.allowInsecure = allowInsecure;
	}

	public Http getHttp() {
		return this.http;
	}

	public Retry getRetry() {
		return this.retry;
	}

	/**
	 * Settings of the HTTP connection.
	 */
	public static class Http {

		/**
		 * Maximum time for connecting.
		 */
		private Duration connectTimeout = Duration.ofSeconds(5);

		/**
		 * Maximum time for one attempt, until its response is complete.
		 */
		private Duration responseTimeout = Duration.ofSeconds(10);

		/**
		 * HTTP version that the JDK's client uses over TLS, "HTTP_1_1" or "HTTP_2".
		 * Defaults to "HTTP_1_1", because that client loses requests when a server closes
		 * an HTTP/2 connection.
		 */
		private HttpClient.@Nullable Version version;

		/**
		 * Maximum number of requests per second, for example for imports into a server
		 * with a rate limit. Further calls wait their turn. No limit by default.
		 */
		private @Nullable Double maxRequestsPerSecond;

		public Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getResponseTimeout() {
			return this.responseTimeout;
		}

		public void setResponseTimeout(Duration responseTimeout) {
			this.responseTimeout = responseTimeout;
		}

		public @Nullable Double getMaxRequestsPerSecond() {
			return this.maxRequestsPerSecond;
		}

		public void setMaxRequestsPerSecond(@Nullable Double maxRequestsPerSecond) {
			this.maxRequestsPerSecond = maxRequestsPerSecond;
		}

		public HttpClient.@Nullable Version getVersion() {
			return this.version;
		}

		public void setVersion(HttpClient.@Nullable Version version) {
			this.version = version;
		}

	}

	/**
	 * Settings of retries.
	 */
	public static class Retry {

		/**
		 * Whether to retry failed calls that are safe to retry.
		 */
		private boolean enabled = true;

		/**
		 * Maximum number of attempts per call, including the first one.
		 */
		private int maxAttempts = 3;

		/**
		 * Upper bound of the first pause between attempts. Doubled with each attempt,
		 * with full jitter.
		 */
		private Duration initialBackoff = Duration.ofMillis(200);

		/**
		 * Upper bound of every pause between attempts. If the server asks for a longer
		 * one, the call fails at once.
		 */
		private Duration maxBackoff = Duration.ofSeconds(10);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

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
