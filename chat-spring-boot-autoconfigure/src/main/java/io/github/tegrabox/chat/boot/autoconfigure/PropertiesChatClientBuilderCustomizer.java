package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClientBuilder;

/**
 * Customizer that applies the properties; comes before those of the application.
 */
class PropertiesChatClientBuilderCustomizer implements ChatClientBuilderCustomizer {

	private final ChatProperties properties;

	private final ChatSocketProperties socket;

	private final ChatWireProperties wire;

	PropertiesChatClientBuilderCustomizer(ChatProperties properties, ChatSocketProperties socket,
			ChatWireProperties wire) {
		this.properties = properties;
		this.socket = socket;
		this.wire = wire;
	}

	@Override
	public void customize(ChatClientBuilder<?> builder) {
		if (this.socket.getUrl() != null) {
			ServerAddress.check("chat.socket.url", this.socket.getUrl(), this.properties.isAllowInsecure());
		}
		ChatProperties.Http http = this.properties.getHttp();
		InvalidChatSettingException.check("chat.http",
				() -> builder.connectTimeout(http.getConnectTimeout())
					.responseTimeout(http.getResponseTimeout())
					.maxRequestsPerSecond(http.getMaxRequestsPerSecond()));
		builder.httpVersion(http.getVersion())
			.allowInsecure(this.properties.isAllowInsecure())
			.retry(ChatPropertiesMapper.retry(this.properties.getRetry()))
			.wire(WirePropertiesMapper.map(this.wire, this.properties.getProjectId()))
			.socket(ChatPropertiesMapper.socket(this.socket));
	}

}
