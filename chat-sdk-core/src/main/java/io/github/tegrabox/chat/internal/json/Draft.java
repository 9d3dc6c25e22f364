package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Entity of which not all fields have been read yet.
 *
 * @param <T> the type of the entity
 */
abstract class Draft<T> {

	/**
	 * Takes the field whose value the parser stands at, or skips it if it is none of this
	 * entity.
	 */
	abstract void field(String name, JsonParser parser);

	/**
	 * Builds the entity.
	 * @return the entity, or {@code null} if {@link #missing()} names a field
	 */
	abstract @Nullable T build();

	/**
	 * Returns whether the entity may stand under a name.
	 */
	boolean isEnvelope(String name) {
		return name.equals("data");
	}

	/**
	 * Returns whether what was told may be no more than the envelope of what stood in it,
	 * even though it is enough to build an entity.
	 */
	boolean isPerhapsEnvelope() {
		return false;
	}

	/**
	 * The entity that stood in this one, where this is no more than its envelope.
	 */
	T around(T enveloped) {
		return enveloped;
	}

	/**
	 * The first required field that is absent or blank, once everything has been read.
	 */
	abstract String missing();

	/**
	 * Says why nothing can be built.
	 * @param kind what it would be
	 */
	String problem(String kind) {
		return "The " + kind + " lacks '" + missing() + "'";
	}

	/**
	 * Names the first value that is {@code null}.
	 * @param namesAndValues names, each followed by its value
	 */
	static String firstNull(@Nullable String... namesAndValues) {
		for (int i = 0; i < namesAndValues.length; i += 2) {
			if (namesAndValues[i + 1] == null) {
				return String.valueOf(namesAndValues[i]);
			}
		}
		return "nothing";
	}

}
