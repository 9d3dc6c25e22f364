package io.github.tegrabox.chat.internal.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Generator that writes no text which UTF-8 cannot carry: Jackson refuses it in bytes,
 * and passes it on in text, where the WebSocket refuses it.
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
