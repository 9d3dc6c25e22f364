package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Draft of a project; only its id matters.
 */
final class ProjectDraft extends Draft<String> {

	private @Nullable String id;

	private @Nullable String projectId;

	@Override
	void field(String name, JsonParser parser) {
		switch (name) {
			case "id" -> this.id = Values.id(parser);
			case "project_id", "projectId" -> this.projectId = Values.id(parser);
			case "project" -> project(parser);
			default -> parser.skipChildren();
		}
	}

	private void project(JsonParser parser) {
		this.projectId = (parser.currentToken() == JsonToken.START_OBJECT) ? EntityReader.PROJECT_ID.tryRead(parser)
				: Values.id(parser);
	}

	/**
	 * A field named as the project's id takes precedence over a plain id, which may be
	 * that of the key.
	 */
	@Override
	@Nullable String build() {
		return (this.projectId != null) ? this.projectId : this.id;
	}

	@Override
	String missing() {
		return "id";
	}

}
