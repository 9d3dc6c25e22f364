package io.github.tegrabox.chat.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.boot.autoconfigure.ConfigurationMetadata.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes {@code docs/configuration.md} from the metadata, or tests that it is what would
 * be written.
 */
class ConfigurationDocumentationTests {

	private static final String UPDATE = "mvn -q test -pl chat-spring-boot-autoconfigure"
			+ " -Dtest=ConfigurationDocumentationTests -Dchat.docs.update=true";

	private static final String HEAD = """
			<!-- Generated from the configuration metadata; do not edit. To write it anew:
			%s -->
			# Configuration properties

			Everything but the credential has a default. Most applications set three or four properties:

			```yaml
			chat:
			  api-key: ${CHAT_API_KEY}     # or leave it out: CHAT_API_KEY of the environment is chat.api-key as it is
			  base-url: https://…          # only for a server of your own
			  socket:
			    user:
			      external-id: my-backend  # the user that your application is in the chat; without one, no socket
			    rooms: "*"                 # or the ids of some
			```

			Write a duration as `500ms`, `10s` or `5m`, and a list as `a,b` or as a YAML list. Put a key or an id that has only
			digits into quotes, because YAML reads `0042` as the number 34. An IDE completes the keys and shows the descriptions of
			this page. What only code can express (a `WebClient.Builder` of your own, an executor for the listeners) goes into a
			`ChatClientBuilderCustomizer` bean. It gets the client's builder after the properties have been applied.

			The properties of the wire, `chat.wire.*`, are on [a page of their own](wire.md).
			"""
		.formatted(UPDATE);

	private static final String WIRE_HEAD = """
			<!-- Generated from the configuration metadata; do not edit. To write it anew:
			%s -->
			# Properties of the wire

			These properties say how the client speaks to the server. All have defaults, which fit the hosted Chat API as far as
			its README describes it. A server written by others may differ. [The doctor](doctor.md) finds the properties by itself.

			An operation is one of `project-lookup`, `users-create`, `users-list`, `users-get`, `users-update`, `users-delete`,
			`users-generate-token`, `users-revoke-token`, `rooms-create`, `rooms-list`, `rooms-get`, `rooms-join`,
			`rooms-leave`, `rooms-update`, `rooms-delete`, `messages-list`, `messages-create`, `messages-delete` and
			`auth-verify`. If a path has no place for an id, the id goes into the body, or into the query if there is no body:

			```yaml
			chat:
			  wire:
			    credentials:
			      api-key: "Authorization: Bearer {key}"
			    project: "header:X-Project-Id"
			    names: "camelCase"
			    operations:
			      users-update: "PUT /api/users/{userId}"
			      users-generate-token: "POST /api/auth/token"     # the body has the user's id then
			    bodies:
			      users-generate-token:
			        user_id: "member"                              # and calls it so
			```

			In code, use `ChatClient.builder().wire(WireSettings.builder()….build())`.
			"""
		.formatted(UPDATE);

	@Test
	void theDocumentationIsThatOfTheMetadata() throws IOException {
		check(Path.of("../docs/configuration.md"), HEAD, (property) -> !isOfTheWire(property));
	}

	@Test
	void theWireHasAPageOfItsOwn() throws IOException {
		check(Path.of("../docs/wire.md"), WIRE_HEAD, ConfigurationDocumentationTests::isOfTheWire);
	}

	private static boolean isOfTheWire(Property property) {
		return property.name().startsWith("chat.wire.");
	}

	private static void check(Path file, String head, Predicate<Property> wanted) throws IOException {
		String expected = write(head, ConfigurationMetadata.properties().stream().filter(wanted).toList());
		if (Boolean.getBoolean("chat.docs.update")) {
			Files.createDirectories(file.getParent());
			Files.writeString(file, expected);
		}
		assertThat(file).as("Update it with: " + UPDATE).hasContent(expected);
	}

	private static String write(String head, List<Property> properties) {
		Map<String, List<Property>> groups = properties.stream()
			.sorted(Comparator.comparing(Property::name))
			.collect(Collectors.groupingBy(ConfigurationDocumentationTests::group, TreeMap::new, Collectors.toList()));
		StringBuilder text = new StringBuilder(head);
		groups.forEach((group, members) -> {
			text.append("\n## ").append(group).append("\n\n| Key | Type | Default | What it is |\n|---|---|---|---|\n");
			members.forEach((property) -> text.append(row(property)));
		});
		return text.toString();
	}

	private static String group(Property property) {
		String[] parts = property.name().split("\\.");
		return (parts.length > 2) ? parts[0] + '.' + parts[1] : parts[0];
	}

	private static String row(Property property) {
		String type = Objects.requireNonNull(property.type());
		String simple = type.replaceAll("[a-z.]+\\.(?=[A-Z])", "").replaceAll("\\w+\\$", "");
		boolean filled = property.defaultValue() != null && !property.defaultValue().isEmpty();
		String value = filled ? '`' + property.defaultValue() + '`' : "";
		return "| `%s` | `%s` | %s | %s |%n".formatted(property.name(), simple, value, property.description())
			.replace("\r\n", "\n");
	}

}
