package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * User to create.
 *
 * @param username the name that others see
 * @param externalUserId the application's own id of the user, unique in the project
 * @param displayName the full name, {@code null} for none
 * @param email the email address, {@code null} for none
 */
public record CreateUserInput(String username, String externalUserId, @Nullable String displayName,
		@Nullable String email) {

	/**
	 * Checks the required values.
	 * @throws IllegalArgumentException if {@code username} or {@code externalUserId} is
	 * {@code null} or blank
	 */
	public CreateUserInput {
		Required.text(username, "username");
		Required.text(externalUserId, "externalUserId");
	}

	/**
	 * Creates an input from the name and the application's own id, in this order. Use
	 * {@link #builder()} to name the values.
	 * @param username the name that others see
	 * @param externalUserId the application's own id of the user
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateUserInput of(String username, String externalUserId) {
		return builder(username, externalUserId).build();
	}

	/**
	 * Returns a builder that names each value, so that they cannot be mixed up.
	 * {@code username} and {@code externalUserId} are required.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder(null, null);
	}

	/**
	 * Returns a builder with the required values: the name and the application's own id,
	 * in this order.
	 * @param username the name that others see
	 * @param externalUserId the application's own id of the user
	 * @return the builder
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static Builder builder(String username, String externalUserId) {
		return new Builder(Required.text(username, "username"), Required.text(externalUserId, "externalUserId"));
	}

	/**
	 * Builder of a user to create.
	 */
	public static final class Builder {

		private @Nullable String username;

		private @Nullable String externalUserId;

		private @Nullable String displayName;

		private @Nullable String email;

		private Builder(@Nullable String username, @Nullable String externalUserId) {
			this.username = username;
			this.externalUserId = externalUserId;
		}

		/**
		 * Sets the name that others see.
		 * @param username the value
		 * @return this builder
		 */
		public Builder username(String username) {
			this.username = username;
			return this;
		}

		/**
		 * Sets the application's own id of the user.
		 * @param externalUserId the value
		 * @return this builder
		 */
		public Builder externalUserId(String externalUserId) {
			this.externalUserId = externalUserId;
			return this;
		}

		/**
		 * Sets the full name.
		 * @param displayName the value, {@code null} to leave it out
		 * @return this builder
		 */
		public Builder displayName(@Nullable String displayName) {
			this.displayName = displayName;
			return this;
		}

		/**
		 * Sets the email address.
		 * @param email the value, {@code null} to leave it out
		 * @return this builder
		 */
		public Builder email(@Nullable String email) {
			this.email = email;
			return this;
		}

		/**
		 * Builds the input.
		 * @return the input
		 * @throws IllegalArgumentException if a required value is missing or blank
		 */
		public CreateUserInput build() {
			return new CreateUserInput(Required.text(this.username, "username"),
					Required.text(this.externalUserId, "externalUserId"), this.displayName, this.email);
		}

	}

}
