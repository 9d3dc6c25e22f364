package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Generator that writes only text that UTF-8 can encode. Jackson rejects other text when
 * it writes bytes, but not when it writes characters; then the WebSocket does.
 */
final class WellFormedGenerator extends JsonGeneratorDelegate {

	WellFormedGenerator(JsonGenerator target) {
		super(target, false);
	}

	@Override
	public JsonGenerator writeName(String name) {
		super.writeName(WireJson.wellFormed(name));
		return this;
	}

	@Override
	public JsonGenerator writeString(@Nullable String text) {
		super.writeString((text != null) ? WireJson.wellFormed(text) : null);
		return this;
	}

}
