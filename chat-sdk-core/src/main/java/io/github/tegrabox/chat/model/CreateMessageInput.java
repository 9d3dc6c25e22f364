package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Message to create.
 *
 * @param content the text, 1 to 4000 characters
 * @param userId the id of the author
 */
public record CreateMessageInput(String content, String userId) {

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public CreateMessageInput {
		Required.text(content, "content");
		Required.text(userId, "userId");
	}

	/**
	 * Creates an input from the text and the author, in this order. Use
	 * {@link #builder()} to name the values.
	 * @param content the text, 1 to 4000 characters
	 * @param userId the id of the author
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateMessageInput of(String content, String userId) {
		return new CreateMessageInput(content, userId);
	}

	/**
	 * Returns a builder that names each value, so that they cannot be mixed up.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builder of a message to create.
	 */
	public static final class Builder {

		private @Nullable String content;

		private @Nullable String userId;

		private Builder() {
		}

		/**
		 * Sets the text, 1 to 4000 characters.
		 * @param content the value
		 * @return this builder
		 */
		public Builder content(String content) {
			this.content = content;
			return this;
		}

		/**
		 * Sets the id of the author.
		 * @param userId the value
		 * @return this builder
		 */
		public Builder userId(String userId) {
			this.userId = userId;
			return this;
		}

		/**
		 * Builds the input.
		 * @return the input
		 * @throws IllegalArgumentException if a value is missing or blank
		 */
		public CreateMessageInput build() {
			return new CreateMessageInput(Required.text(this.content, "content"), Required.text(this.userId, "userId"));
		}

	}

}
