package io.github.tegrabox.chat.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Connection details from the properties. What is blank counts as not set, so that a
 * placeholder with an empty default works.
 */
class PropertiesChatConnectionDetails implements ChatConnectionDetails {

	private final ChatProperties properties;

	PropertiesChatConnectionDetails(ChatProperties properties) {
		this.properties = properties;
	}

	@Override
	public String getBaseUrl() {
		String baseUrl = this.properties.getBaseUrl();
		return StringUtils.hasText(baseUrl) ? baseUrl : ChatConnectionDetails.super.getBaseUrl();
	}

	@Override
	public @Nullable String getApiKey() {
		return StringUtils.hasText(this.properties.getApiKey()) ? this.properties.getApiKey() : null;
	}

	@Override
	public @Nullable String getJwtToken() {
		return StringUtils.hasText(this.properties.getJwtToken()) ? this.properties.getJwtToken() : null;
	}

}
