package io.github.tegrabox.chat.boot.autoconfigure.actuate;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.tegrabox.chat.internal.auth.Secret;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps the credentials out of
 * Actuator endpoints, even of those that are configured to show values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class ChatSanitizingAutoConfiguration {

	/**
	 * As in properties, as in environment variables and as in a bean.
	 */
	private static final Pattern CREDENTIALS = Pattern.compile("chat[._](api[-_]?key|jwt[-_]?token)",
			Pattern.CASE_INSENSITIVE);

	/**
	 * A credential in a text, as in a command: also one that another source outvotes, or
	 * that is too short to be looked for.
	 */
	private static final Pattern MENTIONED = Pattern.compile(
			"chat[\\s\\S]*?(api[-_]?key|jwt[-_]?token)[\"']?\\s*[:=]\\s*[\"']?[^\\s\"'${]", Pattern.CASE_INSENSITIVE);

	private static final Pattern ADDRESSES = Pattern.compile("chat[._].*url", Pattern.CASE_INSENSITIVE);

	ChatSanitizingAutoConfiguration() {
	}

	@Bean("io.github.tegrabox.chat.sanitizingFunction")
	@ConditionalOnMissingBean(name = "chatSanitizingFunction")
	SanitizingFunction chatSanitizingFunction(Environment environment) {
		Binder binder = Binder.get(environment);
		return (data) -> {
			boolean secret = CREDENTIALS.matcher(data.getKey()).matches()
					|| (data.getValue() != null && holdsSecret(data.getKey(), data.getValue().toString(), binder));
			return secret ? data.withSanitizedValue() : data;
		};
	}

	/**
	 * Credentials also stand in values of other names, such as
	 * {@code SPRING_APPLICATION_JSON} and {@code sun.java.command}; and in addresses.
	 */
	private static boolean holdsSecret(String key, String value, Binder binder) {
		if ((ADDRESSES.matcher(key).find() && value.contains("@")) || MENTIONED.matcher(value).find()) {
			return true;
		}
		return Stream.of("chat.api-key", "chat.jwt-token")
			.map((name) -> binder.bind(name, String.class).orElse(""))
			.map(String::strip)
			.anyMatch((secret) -> isIn(value, secret));
	}

	private static boolean isIn(String value, String secret) {
		if (secret.isEmpty() || secret.contains("${")) {
			return false;
		}
		try {
			return value.equals(secret) || !Secret.of(secret, "credential").redact(value).equals(value);
		}
		catch (IllegalArgumentException ex) {
			return value.contains(secret);
		}
	}

}
