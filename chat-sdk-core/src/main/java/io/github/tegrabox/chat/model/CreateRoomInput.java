package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Room to create.
 *
 * @param name the name that members see
 * @param createdBy the id of the user who creates it and becomes its first member
 */
public record CreateRoomInput(String name, String createdBy) {

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public CreateRoomInput {
		Required.text(name, "name");
		Required.text(createdBy, "createdBy");
	}

	/**
	 * Creates an input from the name and the creator, in this order. Use
	 * {@link #builder()} to name the values.
	 * @param name the name that members see
	 * @param createdBy the id of the user who creates it
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateRoomInput of(String name, String createdBy) {
		return new CreateRoomInput(name, createdBy);
	}

	/**
	 * Returns a builder that names each value, so that they cannot be mixed up.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builder of a room to create.
	 */
	public static final class Builder {

		private @Nullable String name;

		private @Nullable String createdBy;

		private Builder() {
		}

		/**
		 * Sets the name that members see.
		 * @param name the value
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Sets the id of the user who creates it.
		 * @param createdBy the value
		 * @return this builder
		 */
		public Builder createdBy(String createdBy) {
			this.createdBy = createdBy;
			return this;
		}

		/**
		 * Builds the input.
		 * @return the input
		 * @throws IllegalArgumentException if a value is missing or blank
		 */
		public CreateRoomInput build() {
			return new CreateRoomInput(Required.text(this.name, "name"), Required.text(this.createdBy, "createdBy"));
		}

	}

}
