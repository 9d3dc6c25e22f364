package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * An entity whose fields have not all been read yet.
 *
 * @param <T> the type of the entity
 */
abstract class Draft<T> {

	/**
	 * Reads the field at whose value the parser is, or skips it if this entity has no
	 * such field.
	 */
	abstract void field(String name, JsonParser parser);

	/**
	 * Builds the entity.
	 * @return the entity, or {@code null} if {@link #missing()} names a field
	 */
	abstract @Nullable T build();

	/**
	 * Returns whether the entity may be wrapped in a field of this name.
	 */
	boolean isEnvelope(String name) {
		return name.equals("data");
	}

	/**
	 * Returns whether this object may be only the wrapper of the entity inside it, even
	 * though it has enough fields to build an entity.
	 */
	boolean isPerhapsEnvelope() {
		return false;
	}

	/**
	 * Returns the entity inside this one, if this one is only its wrapper.
	 */
	T around(T enveloped) {
		return enveloped;
	}

	/**
	 * Returns the first required field that is absent or blank after all was read.
	 */
	abstract String missing();

	/**
	 * Says why the entity cannot be built.
	 * @param kind the kind of entity
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
