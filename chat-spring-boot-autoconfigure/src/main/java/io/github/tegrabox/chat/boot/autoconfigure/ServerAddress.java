package io.github.tegrabox.chat.boot.autoconfigure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Check of configured addresses, so that a wrong one ends in an analysis that names its
 * property.
 */
final class ServerAddress {

	/**
	 * What may stand before or after a secret.
	 */
	private static final Pattern SECRETIVE = Pattern.compile("[@?#]");

	private ServerAddress() {
	}

	/**
	 * Checks an address.
	 * @param property the name of the property
	 * @param address the address
	 * @param allowInsecure whether plain {@code http} may be used with any host
	 * @throws InvalidConfigurationPropertyValueException if the address cannot be used
	 * @throws InvalidChatSettingException if it cannot be used and may hold a secret
	 * @throws InsecureChatAddressException if credentials would go over plain
	 * {@code http}
	 */
	static void check(String property, String address, boolean allowInsecure) {
		URI uri = parse(property, address);
		String scheme = lower(uri.getScheme());
		boolean secure = scheme.equals("https");
		if (!secure && !scheme.equals("http")) {
			throw invalid(property, address, "it must begin with 'https://', or with 'http://' for this machine");
		}
		if (uri.getHost() == null) {
			throw invalid(property, address, "it must name a host, as in 'https://chat.example.com', with letters, "
					+ "digits, dots and hyphens only, and a port from 1 to 65535");
		}
		if (uri.getPort() == 0 || uri.getPort() > 65535) {
			throw invalid(property, address, "its port must be from 1 to 65535");
		}
		if (uri.getHost().indexOf('%') >= 0) {
			throw invalid(property, address, "its IPv6 address must have no zone");
		}
		if (uri.getRawUserInfo() != null) {
			throw invalid(property, address, "it must hold no credentials; set 'chat.api-key' instead");
		}
		if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw invalid(property, address, "it must have neither a query nor a fragment");
		}
		if (!secure && !allowInsecure && !isLoopback(uri.getHost())) {
			throw new InsecureChatAddressException(property, address);
		}
	}

	static boolean isPlainHttp(String address) {
		return lower(URI.create(address).getScheme()).equals("http");
	}

	private static URI parse(String property, String address) {
		try {
			return new URI(address);
		}
		catch (URISyntaxException ex) {
			String placeholder = EnvironmentTexts.unfilled(address);
			throw invalid(property, address,
					(placeholder != null) ? "there is no property or environment variable for " + placeholder
							: "it is not a valid address: " + ex.getReason());
		}
	}

	private static String lower(@Nullable String text) {
		return (text != null) ? text.toLowerCase(Locale.ROOT) : "";
	}

	private static boolean isLoopback(String host) {
		String name = lower(host);
		return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
				|| name.equals("[0:0:0:0:0:0:0:1]") || name.matches("127(\\.\\d{1,3}){3}");
	}

	/**
	 * The failure of an address. Spring Boot's own shows the value as it is, so that it
	 * does not do for one that may hold a secret.
	 */
	private static RuntimeException invalid(String property, String value, String reason) {
		if (!SECRETIVE.matcher(value).find()) {
			return new InvalidConfigurationPropertyValueException(property, value, reason);
		}
		// A password may have anything in it, a slash too.
		String masked = value.replaceAll("(?s)^(\\w*:?//)?.*@", "$1***@").replaceAll("(?s)[?#].*", "?***");
		return new InvalidChatSettingException("'" + property + "' is '" + masked + "', but " + reason);
	}

}
