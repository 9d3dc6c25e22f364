package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Advisor that refuses placeholders that nothing fills in and that Spring Boot leaves as
 * they are: they would be taken for the name of a user, of a room or of a group. Not for
 * credentials and addresses, which are refused without being shown.
 */
class NoPlaceholder implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}:]+}");

	private static final List<ConfigurationPropertyName> NAMES = List.of(
			ConfigurationPropertyName.of("chat.project-id"), ConfigurationPropertyName.of("chat.socket.user"),
			ConfigurationPropertyName.of("chat.socket.rooms"), ConfigurationPropertyName.of("chat.socket.group"),
			ConfigurationPropertyName.of("chat.token-endpoint"), ConfigurationPropertyName.of("chat.listener"));

	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new AbstractBindHandler(bindHandler) {

			@Override
			public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
					Object result) {
				if ((result instanceof String || result instanceof List) && isNamed(name)) {
					Matcher placeholder = PLACEHOLDER.matcher(result.toString());
					if (placeholder.find()) {
						throw new IllegalArgumentException(
								"there is no property or environment variable for " + placeholder.group());
					}
				}
				return super.onSuccess(name, target, context, result);
			}

		};
	}

	private static boolean isNamed(ConfigurationPropertyName name) {
		return NAMES.stream().anyMatch((known) -> known.equals(name) || known.isAncestorOf(name));
	}

}
