package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Message to be written.
 *
 * @param content the text, 1 to 4000 characters
 * @param userId the id of the author
 */
public record CreateMessageInput(String content, String userId) {

	/**
	 * Refuses blank values.
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public CreateMessageInput {
		Required.text(content, "content");
		Required.text(userId, "userId");
	}

	/**
	 * A message to be written: first the text, then who writes it. {@link #builder()}
	 * names them.
	 * @param content the text, 1 to 4000 characters
	 * @param userId the id of the author
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateMessageInput of(String content, String userId) {
		return new CreateMessageInput(content, userId);
	}

	/**
	 * A builder that names each value, so that none is taken for the other.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builder of a message to be written.
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
