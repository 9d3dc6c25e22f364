package io.github.tegrabox.chat;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Rules for addresses to which credentials are sent.
 */
final class Addresses {

	private static final Set<String> CLEARTEXT = Set.of("http", "ws");

	private Addresses() {
	}

	static URI parse(String address) {
		URI uri = URI.create(address);
		String scheme = uri.getScheme();
		if (scheme == null || uri.getHost() == null
				|| !Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException("The base URL '" + address + "' is no absolute http or https address");
		}
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			// Not printed: the user info may hold a password.
			throw new IllegalArgumentException("The base URL must have no user, query or fragment");
		}
		return uri;
	}

	static void requireSecure(URI uri, boolean allowInsecure) {
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (CLEARTEXT.contains(scheme) && !allowInsecure && !isLoopback(uri.getHost())) {
			throw new IllegalStateException("A credential would go to '" + uri.getHost() + "' over plain " + scheme
					+ ", for everyone on the way to read: use https, or set allowInsecure(true) or "
					+ "chat.allow-insecure=true");
		}
	}

	/**
	 * By the name alone: what a name server says is not to be trusted here.
	 */
	private static boolean isLoopback(@Nullable String host) {
		if (host == null) {
			return false;
		}
		String name = host.toLowerCase(Locale.ROOT);
		return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
				|| name.equals("[0:0:0:0:0:0:0:1]") || name.matches("127(\\.\\d{1,3}){3}");
	}

}
