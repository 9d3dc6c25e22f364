package io.github.tegrabox.chat.testserver.internal.netty;

import java.util.Set;

/**
 * Which web pages of other origins may use the server from a browser.
 *
 * @param anyOrigin whether all may
 * @param origins which ones may, if not all
 */
public record CorsPolicy(boolean anyOrigin, Set<String> origins) {

	public CorsPolicy {
		origins = Set.copyOf(origins);
	}

	/**
	 * Returns the policy for development.
	 * @return any origin may use the server
	 */
	public static CorsPolicy permissive() {
		return new CorsPolicy(true, Set.of());
	}

	/**
	 * Returns the policy of some origins.
	 * @param origins such as {@code http://localhost:5173}; none for no other origin at
	 * all
	 * @return only these may use the server
	 */
	public static CorsPolicy origins(String... origins) {
		return new CorsPolicy(false, Set.of(origins));
	}

	boolean allows(String origin) {
		return this.anyOrigin || this.origins.contains(origin);
	}

}
