package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Path that can be configured, with the variables its template may have and must have.
 */
enum WirePath {

	PROJECT(false, false),

	USERS(true, false),

	ROOMS(true, false),

	MESSAGES(true, true),

	VERIFY(true, false);

	private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

	private final boolean inProject;

	private final boolean inRoom;

	WirePath(boolean inProject, boolean inRoom) {
		this.inProject = inProject;
		this.inRoom = inRoom;
	}

	/**
	 * Checks a template.
	 * @param template the template
	 * @return the template
	 * @throws InvalidConfigurationPropertyValueException if it cannot be used
	 */
	String check(String template) {
		if (!template.startsWith("/") || template.startsWith("//")) {
			throw invalid(template,
					"it must be a path that starts with one '/'; the host belongs into 'chat.base-url'");
		}
		Matcher matcher = VARIABLE.matcher(template);
		while (matcher.find()) {
			if (!isFilledIn(matcher.group(1))) {
				throw invalid(template, "it has the variable '" + matcher.group() + "', which is not filled in here");
			}
		}
		String rest = matcher.replaceAll("");
		if (rest.contains("{") || rest.contains("}")) {
			throw invalid(template, "its braces do not match");
		}
		if (rest.contains("?") || rest.contains("#")) {
			throw invalid(template, "it must have neither a query nor a fragment");
		}
		if (this.inRoom && !template.contains("{roomId}")) {
			throw invalid(template, "it must have the variable '{roomId}'");
		}
		return template;
	}

	private boolean isFilledIn(String variable) {
		return switch (variable) {
			case "projectId" -> this.inProject;
			case "roomId" -> this.inRoom;
			default -> false;
		};
	}

	private InvalidConfigurationPropertyValueException invalid(String template, String reason) {
		return new InvalidConfigurationPropertyValueException("chat.wire.paths." + name().toLowerCase(Locale.ROOT),
				template, reason);
	}

}
