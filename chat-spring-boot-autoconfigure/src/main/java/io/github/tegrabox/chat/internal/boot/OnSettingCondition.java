package io.github.tegrabox.chat.internal.boot;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Implements {@link ConditionalOnSetting}.
 */
final class OnSettingCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnSetting.class);
		for (AnnotationAttributes wanted : metadata.getMergedRepeatableAnnotationAttributes(ConditionalOnSetting.class,
				ConditionalOnSetting.Every.class, false)) {
			String value = wanted.getString("havingValue");
			for (String name : wanted.getStringArray("value")) {
				if (!matches(context.getEnvironment(), name, value, wanted.getBoolean("matchIfMissing"))) {
					return ConditionOutcome.noMatch(message.because("'" + name + "' is not '" + value + "'"));
				}
			}
		}
		return ConditionOutcome.match(message.because("every property has the required value"));
	}

	private static boolean matches(Environment environment, String name, String wanted, boolean matchIfMissing) {
		String text = environment.getProperty(name);
		if (!StringUtils.hasText(text)) {
			return matchIfMissing;
		}
		if (!wanted.equals("true")) {
			return text.strip().equalsIgnoreCase(wanted);
		}
		try {
			return environment.getProperty(name, Boolean.class, matchIfMissing);
		}
		catch (ConversionException ex) {
			throw new InvalidConfigurationPropertyValueException(name, text, "It must be 'true' or 'false'.");
		}
	}

}
