package io.github.tegrabox.chat.internal.wire;

import java.util.Locale;

/**
 * Place of the project id in requests.
 *
 * @param place the kind of place
 * @param name the name of the header or of the query parameter, empty for other places
 */
public record ProjectPlacement(Place place, String name) {

	/** In the path. */
	public static final ProjectPlacement PATH = new ProjectPlacement(Place.PATH, "");

	/**
	 * Reads a place.
	 * @param text the place, as it is configured
	 * @return the place
	 * @throws IllegalArgumentException if it is not a place
	 */
	public static ProjectPlacement parse(String text) {
		int colon = text.indexOf(':');
		String kind = ((colon < 0) ? text : text.substring(0, colon)).strip().toUpperCase(Locale.ROOT);
		String name = (colon < 0) ? "" : text.substring(colon + 1).strip();
		boolean named = kind.equals("HEADER") || kind.equals("QUERY");
		boolean plain = kind.equals("PATH") || kind.equals("NONE");
		if (!(named && Names.isPlain(name)) && !(plain && colon < 0)) {
			throw new IllegalArgumentException("it must be 'path', 'none', 'header:<name>' or 'query:<name>'");
		}
		return new ProjectPlacement(Place.valueOf(kind), name);
	}

	@Override
	public String toString() {
		String kind = this.place.name().toLowerCase(Locale.ROOT);
		return this.name.isEmpty() ? kind : kind + ':' + this.name;
	}

	/**
	 * Kind of place.
	 */
	public enum Place {

		/**
		 * In the path.
		 */
		PATH,

		/**
		 * Nowhere.
		 */
		NONE,

		/**
		 * In a header.
		 */
		HEADER,

		/**
		 * In the query.
		 */
		QUERY

	}

}
