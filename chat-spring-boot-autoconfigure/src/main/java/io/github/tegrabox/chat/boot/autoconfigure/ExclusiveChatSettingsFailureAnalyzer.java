package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Analyzer of properties of this library that exclude each other. Comes before that of
 * Spring Boot, which knows none that is written otherwise, as in an environment variable.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ExclusiveChatSettingsFailureAnalyzer
		extends AbstractFailureAnalyzer<MutuallyExclusiveConfigurationPropertiesException> {

	private final Environment environment;

	ExclusiveChatSettingsFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure,
			MutuallyExclusiveConfigurationPropertiesException cause) {
		Set<String> set = cause.getConfiguredNames();
		if (!set.stream().allMatch((name) -> name.startsWith("chat."))) {
			return null;
		}
		return new FailureAnalysis(
				"These configuration properties are mutually exclusive, and more than one of them is set:%n%n%s"
					.formatted(set.stream().map(this::describe).collect(Collectors.joining("%n".formatted()))),
				"Set one of them only.", cause);
	}

	private String describe(String name) {
		ConfigurationPropertyName wanted = ConfigurationPropertyName.of(name);
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(wanted);
			if (property != null) {
				return "    - '%s' (originating from '%s')".formatted(name, property.getOrigin());
			}
		}
		return "    - '%s'".formatted(name);
	}

}
