package io.github.tegrabox.chat.testserver.internal.api;

/**
 * How answers are written. What the server reads does not depend on it.
 *
 * @param camelCase whether names are written in camelCase rather than snake_case
 * @param underData whether an entity that is an answer of its own stands under
 * {@code data}
 * @param epochMillis whether times are written as milliseconds since 1970 rather than
 * ISO-8601
 */
public record WireStyle(boolean camelCase, boolean underData, boolean epochMillis) {

	/**
	 * The Chat API's own style: snake_case, bare, ISO-8601.
	 */
	public static final WireStyle STANDARD = new WireStyle(false, false, false);

	/**
	 * This style with names in camelCase.
	 * @return the style
	 */
	public WireStyle withCamelCase() {
		return new WireStyle(true, this.underData, this.epochMillis);
	}

	/**
	 * This style with entities under {@code data}.
	 * @return the style
	 */
	public WireStyle withData() {
		return new WireStyle(this.camelCase, true, this.epochMillis);
	}

	/**
	 * This style with times as milliseconds since 1970.
	 * @return the style
	 */
	public WireStyle withEpochMillis() {
		return new WireStyle(this.camelCase, this.underData, true);
	}

}
