package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * User to be made.
 *
 * @param username the name that others see
 * @param externalUserId the id of the user in the application's own world, unique in the
 * project
 * @param displayName a fuller name, {@code null} for none
 * @param email the mail address, {@code null} for none
 */
public record CreateUserInput(String username, String externalUserId, @Nullable String displayName,
		@Nullable String email) {

	/**
	 * Refuses blank required values.
	 * @throws IllegalArgumentException if {@code username} or {@code externalUserId} is
	 * {@code null} or blank
	 */
	public CreateUserInput {
		Required.text(username, "username");
		Required.text(externalUserId, "externalUserId");
	}

	/**
	 * A user to be made, with what is required: first the name that people see, then the
	 * application's own id. {@link #builder()} names them.
	 * @param username the name that others see
	 * @param externalUserId the id of the user in the application's own world
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateUserInput of(String username, String externalUserId) {
		return builder(username, externalUserId).build();
	}

	/**
	 * A builder that names each value, so that none is taken for the other.
	 * {@code username} and {@code externalUserId} are required.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder(null, null);
	}

	/**
	 * A builder, with what is required: first the name that people see, then the
	 * application's own id.
	 * @param username the name that others see
	 * @param externalUserId the id of the user in the application's own world
	 * @return the builder
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static Builder builder(String username, String externalUserId) {
		return new Builder(Required.text(username, "username"), Required.text(externalUserId, "externalUserId"));
	}

	/**
	 * Builder of a user to be made.
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
		 * Sets the id of the user in the application's own world.
		 * @param externalUserId the value
		 * @return this builder
		 */
		public Builder externalUserId(String externalUserId) {
			this.externalUserId = externalUserId;
			return this;
		}

		/**
		 * Sets a fuller name.
		 * @param displayName the value, {@code null} to leave it out
		 * @return this builder
		 */
		public Builder displayName(@Nullable String displayName) {
			this.displayName = displayName;
			return this;
		}

		/**
		 * Sets the mail address.
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
