package io.github.tegrabox.chat.boot.autoconfigure;

import io.github.tegrabox.chat.ChatClientBuilder;

/**
 * Callback that changes the builder of the auto-configured client, after the properties
 * have been applied to it.
 */
@FunctionalInterface
public interface ChatClientBuilderCustomizer {

	/**
	 * Changes the builder.
	 * @param builder the builder
	 */
	void customize(ChatClientBuilder<?> builder);

}
