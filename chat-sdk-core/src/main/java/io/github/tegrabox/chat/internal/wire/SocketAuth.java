package io.github.tegrabox.chat.internal.wire;

import java.util.Locale;
import java.util.Set;

/**
 * Place of the JWT when the socket connects.
 *
 * @param place the kind of place
 * @param name the name of the field, the query parameter or the header
 */
public record SocketAuth(Place place, String name) {

	/** In the payload of the Socket.IO CONNECT packet, under its usual name. */
	public static final SocketAuth TOKEN = new SocketAuth(Place.AUTH, "token");

	/**
	 * Reads a place.
	 * @param text the place, as it is configured
	 * @return the place
	 * @throws IllegalArgumentException if it is not a place
	 */
	public static SocketAuth parse(String text) {
		int dot = text.indexOf('.');
		String kind = (dot < 0) ? "" : text.substring(0, dot).strip().toUpperCase(Locale.ROOT);
		String name = text.substring(dot + 1).strip();
		if (!Set.of("AUTH", "QUERY", "HEADER").contains(kind) || !Names.isPlain(name)) {
			throw new IllegalArgumentException("it must be 'auth.<name>', 'query.<name>' or 'header.<name>'");
		}
		return new SocketAuth(Place.valueOf(kind), name);
	}

	@Override
	public String toString() {
		return this.place.name().toLowerCase(Locale.ROOT) + '.' + this.name;
	}

	/**
	 * Kind of place.
	 */
	public enum Place {

		/**
		 * In the payload of the Socket.IO CONNECT packet, which enters the namespace.
		 */
		AUTH,

		/**
		 * In the query of the handshake.
		 */
		QUERY,

		/**
		 * In a header of the handshake; {@code Authorization} has the same form as in
		 * other requests.
		 */
		HEADER

	}

}
