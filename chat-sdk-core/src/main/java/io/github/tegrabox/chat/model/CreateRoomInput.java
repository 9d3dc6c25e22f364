package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Room to be made.
 *
 * @param name the name that members see
 * @param createdBy the id of the user who makes it and becomes its first member
 */
public record CreateRoomInput(String name, String createdBy) {

	/**
	 * Refuses blank values.
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public CreateRoomInput {
		Required.text(name, "name");
		Required.text(createdBy, "createdBy");
	}

	/**
	 * A room to be made: first its name, then who makes it. {@link #builder()} names
	 * them.
	 * @param name the name that members see
	 * @param createdBy the id of the user who makes it
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateRoomInput of(String name, String createdBy) {
		return new CreateRoomInput(name, createdBy);
	}

	/**
	 * A builder that names each value, so that none is taken for the other.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builder of a room to be made.
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
		 * Sets the id of the user who makes it.
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
