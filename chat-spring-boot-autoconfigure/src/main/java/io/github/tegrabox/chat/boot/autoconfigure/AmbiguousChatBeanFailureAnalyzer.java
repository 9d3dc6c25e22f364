package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Analyzer of several beans of a type of which the starter works with one. Comes before
 * that of Spring Boot, which would name a parameter of a method of the starter.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class AmbiguousChatBeanFailureAnalyzer extends AbstractFailureAnalyzer<NoUniqueBeanDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		Collection<String> names = Objects.requireNonNullElse(cause.getBeanNamesFound(), List.of());
		if (type == null || !type.getName().startsWith("io.github.tegrabox.chat.") || names.isEmpty()) {
			return null;
		}
		return new FailureAnalysis(
				"There are %d beans of type %s, and nothing says which of them is meant:%n%n    - %s"
					.formatted(names.size(), type.getSimpleName(), String.join("%n    - ".formatted(), names)),
				("Mark the %1$s that is to be used where a %1$s is asked for, by the starter too, with @Primary; "
						+ "or the others with '@Bean(defaultCandidate = false)', "
						+ "so that only those get them who name them with @Qualifier.")
					.formatted(type.getSimpleName()),
				cause);
	}

}
