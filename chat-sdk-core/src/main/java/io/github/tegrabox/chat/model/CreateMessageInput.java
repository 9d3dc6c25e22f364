package io.github.tegrabox.chat.model;

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
	 * A message to be written.
	 * @param content the text, 1 to 4000 characters
	 * @param userId the id of the author
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateMessageInput of(String content, String userId) {
		return new CreateMessageInput(content, userId);
	}

}
