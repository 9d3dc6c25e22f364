package io.github.tegrabox.chat.model;

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
	 * A room to be made.
	 * @param name the name that members see
	 * @param createdBy the id of the user who makes it
	 * @return the input
	 * @throws IllegalArgumentException if a value is {@code null} or blank
	 */
	public static CreateRoomInput of(String name, String createdBy) {
		return new CreateRoomInput(name, createdBy);
	}

}
