package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClientBuilder;

/**
 * Callback that customizes the builder of the auto-configured client, after the
 * properties have been applied. There may be several beans of this type.
 */
@FunctionalInterface
public interface ChatClientBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder the builder
	 */
	void customize(ChatClientBuilder<?> builder);

}
