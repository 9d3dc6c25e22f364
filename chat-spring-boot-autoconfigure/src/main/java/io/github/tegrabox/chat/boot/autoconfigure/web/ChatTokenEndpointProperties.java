package io.github.tegrabox.chat.boot.autoconfigure.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.tegrabox.chat.spring.token.ChatTokenService;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Configuration properties of the token endpoint.
 */
@ConfigurationProperties("chat.token-endpoint")
public class ChatTokenEndpointProperties {

	private static final int REMEMBERED_USERS = 10_000;

	/**
	 * Path of the endpoint.
	 */
	private String path = "/api/chat/token";

	/**
	 * Whether to create a chat user for a caller who has none. Otherwise such a caller
	 * gets status 403.
	 */
	private boolean provisionUsers = true;

	/**
	 * Origins of pages that may call the endpoint with the credentials of their user.
	 * None by default, so that only pages of the same origin may.
	 */
	private List<String> allowedOrigins = new ArrayList<>();

	/**
	 * Prefix of the external id of each caller, such as "shop:". Keeps callers apart from
	 * users of the project that others created. Not used if there is a ChatUserResolver
	 * bean.
	 */
	private String externalIdPrefix = "";

	/**
	 * Lifetime of a token, in whole seconds. Defaults to the server's own.
	 */
	private @Nullable Duration tokenTtl;

	/**
	 * Maximum number of tokens issued to one user per minute, 0 for no limit. Further
	 * requests get status 429. GET may repeat a token for up to 30 seconds, which does
	 * not count.
	 */
	private int maxTokensPerMinute = 30;

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		if (StringUtils.hasText(path)) {
			this.path = path.strip();
		}
	}

	public boolean isProvisionUsers() {
		return this.provisionUsers;
	}

	public void setProvisionUsers(boolean provisionUsers) {
		this.provisionUsers = provisionUsers;
	}

	public List<String> getAllowedOrigins() {
		return this.allowedOrigins;
	}

	public void setAllowedOrigins(List<String> allowedOrigins) {
		this.allowedOrigins = allowedOrigins.stream().filter(StringUtils::hasText).map(String::strip).toList();
	}

	public String getExternalIdPrefix() {
		return this.externalIdPrefix;
	}

	public void setExternalIdPrefix(String externalIdPrefix) {
		this.externalIdPrefix = externalIdPrefix;
	}

	public @Nullable Duration getTokenTtl() {
		return this.tokenTtl;
	}

	public void setTokenTtl(@Nullable Duration tokenTtl) {
		this.tokenTtl = tokenTtl;
	}

	public int getMaxTokensPerMinute() {
		return this.maxTokensPerMinute;
	}

	public void setMaxTokensPerMinute(int maxTokensPerMinute) {
		this.maxTokensPerMinute = maxTokensPerMinute;
	}

	/**
	 * The settings of the service that mints the tokens.
	 */
	ChatTokenService.Settings settings() {
		if (this.tokenTtl != null && (this.tokenTtl.toSeconds() < 1
				|| !this.tokenTtl.equals(Duration.ofSeconds(this.tokenTtl.toSeconds())))) {
			throw new InvalidConfigurationPropertyValueException("chat.token-endpoint.token-ttl", this.tokenTtl,
					"it must be a positive number of whole seconds");
		}
		if (this.maxTokensPerMinute < 0) {
			throw new InvalidConfigurationPropertyValueException("chat.token-endpoint.max-tokens-per-minute",
					this.maxTokensPerMinute, "it must be positive, or 0 for no limit");
		}
		return new ChatTokenService.Settings(this.provisionUsers, this.tokenTtl, this.maxTokensPerMinute,
				REMEMBERED_USERS);
	}

}
