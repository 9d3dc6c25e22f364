package io.github.tegrabox.chat.model;

import org.jspecify.annotations.Nullable;

/**
 * Change of a user. A value that is {@code null} stays as it is.
 *
 * @param username the new name
 * @param displayName the new full name
 * @param email the new email address
 * @param status the new status, such as {@code active}
 */
public record UpdateUserInput(@Nullable String username, @Nullable String displayName, @Nullable String email,
		@Nullable String status) {

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if nothing is to be changed, or if
	 * {@code username} or {@code status} is blank
	 */
	public UpdateUserInput {
		if (username == null && displayName == null && email == null && status == null) {
			throw new IllegalArgumentException("Set at least one of username, displayName, email and status");
		}
		if (username != null) {
			Required.text(username, "username");
		}
		if (status != null) {
			Required.text(status, "status");
		}
	}

	/**
	 * Returns a new builder.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Builder of a change of a user.
	 */
	public static final class Builder {

		private @Nullable String username;

		private @Nullable String displayName;

		private @Nullable String email;

		private @Nullable String status;

		private Builder() {
		}

		/**
		 * Sets the new name.
		 * @param username the value, {@code null} to leave it out
		 * @return this builder
		 */
		public Builder username(@Nullable String username) {
			this.username = username;
			return this;
		}

		/**
		 * Sets the new full name.
		 * @param displayName the value, {@code null} to leave it out
		 * @return this builder
		 */
		public Builder displayName(@Nullable String displayName) {
			this.displayName = displayName;
			return this;
		}

		/**
		 * Sets the new email address.
		 * @param email the value, {@code null} to leave it out
		 * @return this builder
		 */
		public Builder email(@Nullable String email) {
			this.email = email;
			return this;
		}

		/**
		 * Sets the new status, such as {@code active}.
		 * @param status the value, {@code null} to leave it out
		 * @return this builder
		 */
		public Builder status(@Nullable String status) {
			this.status = status;
			return this;
		}

		/**
		 * Builds the input.
		 * @return the input
		 * @throws IllegalArgumentException if nothing is to be changed, or if
		 * {@code username} or {@code status} is blank
		 */
		public UpdateUserInput build() {
			return new UpdateUserInput(this.username, this.displayName, this.email, this.status);
		}

	}

}
