package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Draft of the project, of which only the id matters.
 */
final class ProjectDraft extends Draft<String> {

	private @Nullable String id;

	@Override
	void field(String name, JsonParser parser) {
		if (name.equals("id")) {
			this.id = Values.presentText(parser);
		}
		else {
			parser.skipChildren();
		}
	}

	@Override
	@Nullable String build() {
		return (this.id == null) ? null : this.id;
	}

	@Override
	String missing() {
		return "id";
	}

}
