package io.github.tegrabox.chat.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Connection details from the properties. What is blank counts as not set, so that a
 * placeholder with an empty default works.
 */
class PropertiesChatConnectionDetails implements ChatConnectionDetails {

	private final ChatProperties properties;

	/**
	 * Reads the environment anew each time, so that a changed key takes effect without a
	 * restart.
	 */
	private final Binder binder;

	PropertiesChatConnectionDetails(ChatProperties properties, Environment environment) {
		this.properties = properties;
		this.binder = Binder.get(environment);
	}

	@Override
	public String getBaseUrl() {
		String baseUrl = this.properties.getBaseUrl();
		return StringUtils.hasText(baseUrl) ? baseUrl : ChatConnectionDetails.super.getBaseUrl();
	}

	@Override
	public @Nullable String getApiKey() {
		String value = this.binder.bind("chat.api-key", String.class).orElse(this.properties.getApiKey());
		return credential("chat.api-key", value);
	}

	@Override
	public @Nullable String getJwtToken() {
		return credential("chat.jwt-token", this.properties.getJwtToken());
	}

	private static @Nullable String credential(String property, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			return null;
		}
		String placeholder = EnvironmentTexts.unfilled(value);
		if (placeholder != null) {
			throw new MissingChatCredentialException("'" + property + "' refers to '" + placeholder
					+ "', and there is no such property or environment variable.");
		}
		return value.strip();
	}

}
