package io.github.tegrabox.chat.boot.autoconfigure.actuate;

import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps the credentials out of
 * Actuator's endpoints, also of those that are told to show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class ChatSanitizingAutoConfiguration {

	/**
	 * As in properties, as in environment variables and as in a bean.
	 */
	private static final Pattern CREDENTIALS = Pattern.compile("chat[._](api[-_]?key|jwt[-_]?token)",
			Pattern.CASE_INSENSITIVE);

	ChatSanitizingAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.sanitizingFunction")
	@ConditionalOnMissingBean(name = "chatSanitizingFunction")
	SanitizingFunction chatSanitizingFunction() {
		return SanitizingFunction.sanitizeValue().ifKeyMatches(CREDENTIALS.asMatchPredicate());
	}

}
