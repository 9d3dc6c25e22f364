package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Advisor that refuses values of this library's properties that their types let through
 * and that would fail at their first use, or worse, not fail: durations that are longer
 * than clocks and timers count, and placeholders that nothing fills in.
 */
class UsableValues implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("chat");

	private static final Duration LONGEST = Duration.ofDays(36500);

	/**
	 * Where a placeholder would be taken for the name of a user, of a room or of a group.
	 * Credentials and addresses are refused elsewhere, without being shown.
	 */
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
				if (result instanceof Duration duration && PREFIX.isAncestorOf(name)) {
					checkDuration(duration);
				}
				else if ((result instanceof String || result instanceof List) && isNamed(name)) {
					checkPlaceholders(result.toString());
				}
				return super.onSuccess(name, target, context, result);
			}

		};
	}

	private static void checkDuration(Duration duration) {
		if (duration.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("it must be at most " + LONGEST.toDays() + "d");
		}
	}

	private static void checkPlaceholders(String text) {
		String placeholder = EnvironmentTexts.unfilled(text);
		if (placeholder != null) {
			throw new IllegalArgumentException("there is no property or environment variable for " + placeholder);
		}
	}

	private static boolean isNamed(ConfigurationPropertyName name) {
		return NAMES.stream().anyMatch((known) -> known.equals(name) || known.isAncestorOf(name));
	}

}
