package io.github.tegrabox.chat.boot.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Advisor that refuses durations of this library's properties which are longer than
 * clocks and timers count, in place of failures at their first use.
 */
class LongestDuration implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("chat");

	private static final Duration LONGEST = Duration.ofDays(36500);

	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new AbstractBindHandler(bindHandler) {

			@Override
			public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
					Object result) {
				if (result instanceof Duration duration && PREFIX.isAncestorOf(name)
						&& duration.compareTo(LONGEST) > 0) {
					throw new IllegalArgumentException("it must be at most " + LONGEST.toDays() + "d");
				}
				return super.onSuccess(name, target, context, result);
			}

		};
	}

}
