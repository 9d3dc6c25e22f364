package io.github.tegrabox.chat.model;

/**
 * Change of a room.
 *
 * @param name the new name
 */
public record UpdateRoomInput(String name) {

	/**
	 * Checks the name.
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	public UpdateRoomInput {
		Required.text(name, "name");
	}

	/**
	 * Creates a change of the name.
	 * @param name the new name
	 * @return the input
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	public static UpdateRoomInput of(String name) {
		return new UpdateRoomInput(name);
	}

}
