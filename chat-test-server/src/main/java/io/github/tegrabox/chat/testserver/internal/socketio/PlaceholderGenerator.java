package io.github.tegrabox.chat.testserver.internal.socketio;

import java.util.Arrays;
import java.util.List;

import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Generator that puts binary values aside and writes placeholders in their stead.
 */
final class PlaceholderGenerator extends JsonGeneratorDelegate {

	private final List<byte[]> attachments;

	PlaceholderGenerator(JsonGenerator target, List<byte[]> attachments) {
		super(target, false);
		this.attachments = attachments;
	}

	@Override
	public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
		writeStartObject();
		writeName("_placeholder");
		writeBoolean(true);
		writeName("num");
		writeNumber(this.attachments.size());
		writeEndObject();
		this.attachments.add(Arrays.copyOfRange(data, offset, offset + length));
		return this;
	}

}
