package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration metadata that the build made.
 */
final class ConfigurationMetadata {

	private ConfigurationMetadata() {
	}

	static List<Property> properties() {
		return StreamSupport.stream(read().path("properties").spliterator(), false).map(Property::of).toList();
	}

	static JsonNode hints() {
		return read().path("hints");
	}

	private static JsonNode read() {
		try {
			Path file = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
			return JsonMapper.builder().build().readTree(Files.readString(file));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	record Property(String name, @Nullable String type, @Nullable String description, @Nullable String defaultValue) {

		private static Property of(JsonNode node) {
			return new Property(node.path("name").asString(), text(node.path("type")), text(node.path("description")),
					text(node.path("defaultValue")));
		}

		private static @Nullable String text(JsonNode node) {
			if (node.isMissingNode()) {
				return null;
			}
			if (node.isArray()) {
				return String.join(",",
						StreamSupport.stream(node.spliterator(), false).map(JsonNode::asString).toList());
			}
			return node.asString();
		}

	}

}
