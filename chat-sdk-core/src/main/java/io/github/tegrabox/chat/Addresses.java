package io.github.tegrabox.chat;

import java.net.URI;
import java.net.URISyntaxException;
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
		URI uri = uri(address);
		String scheme = uri.getScheme();
		if (scheme == null || !Set.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))) {
			throw new IllegalArgumentException("The base URL '" + masked(address)
					+ "' must begin with 'https://', or with 'http://' for this machine");
		}
		if (uri.getHost() == null) {
			throw new IllegalArgumentException("The base URL '" + masked(address)
					+ "' must name a host, with letters, digits, dots and hyphens only");
		}
		if (uri.getPort() == 0 || uri.getPort() > 65535 || uri.getHost().indexOf('%') >= 0) {
			throw new IllegalArgumentException("The base URL '" + masked(address)
					+ "' has a port beyond 1 to 65535, or a zone in its IPv6 address");
		}
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			// Not printed: the user info may hold a password.
			throw new IllegalArgumentException("The base URL must have no user, query or fragment");
		}
		return uri;
	}

	private static URI uri(String address) {
		try {
			return new URI(address);
		}
		catch (URISyntaxException ex) {
			// Not the cause: it quotes the address, which may hold a password.
			throw new IllegalArgumentException(
					"The base URL '" + masked(address) + "' is not a valid address: " + ex.getReason());
		}
	}

	/**
	 * The address without what may be a secret in it.
	 */
	private static String masked(String address) {
		return address.replaceAll("//[^/?#]*@", "//***@").replaceAll("[^/]*@", "***@").replaceAll("[?#].*", "?***");
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
