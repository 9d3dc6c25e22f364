package io.github.tegrabox.chat.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

import io.github.tegrabox.chat.boot.autoconfigure.ConfigurationMetadata.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the configuration metadata.
 */
class ConfigurationMetadataTests {

	private static final List<String> KEYS = keys();

	@Test
	void everyKeyHasATypeAndADescription() {
		assertThat(ConfigurationMetadata.properties()).isNotEmpty().allSatisfy((property) -> {
			assertThat(property.type()).as(property.name()).isNotBlank();
			assertThat(property.description()).as(property.name())
				.isNotBlank()
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
		});
	}

	@Test
	void everyBooleanIsDescribedAsASwitch() {
		assertThat(ConfigurationMetadata.properties()
			.stream()
			.filter((property) -> "java.lang.Boolean".equals(property.type()))).isNotEmpty()
			.allSatisfy((property) -> assertThat(property.description()).matches("(Whether|Enable) .*"));
	}

	@Test
	void everyChoiceOfOursIsNamed() throws ClassNotFoundException {
		for (Property property : ConfigurationMetadata.properties()) {
			String type = String.valueOf(property.type());
			if (type.startsWith("io.github.tegrabox.") || type.startsWith("java.net.http.")) {
				String description = canonical(String.valueOf(property.description()));
				for (Object choice : Class.forName(type).getEnumConstants()) {
					assertThat(description).as(property.name()).contains(canonical('"' + choice.toString() + '"'));
				}
			}
		}
		assertThat(ConfigurationMetadata.properties()).filteredOn(Property::name, "chat.socket.transports")
			.extracting(Property::defaultValue)
			.containsExactly("websocket,polling");
	}

	private static String canonical(String text) {
		return text.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
	}

	@Test
	void theKeysAreThoseOfTheContract() {
		assertThat(ConfigurationMetadata.properties()).extracting(Property::name)
			.containsExactlyInAnyOrderElementsOf(KEYS);
	}

	@Test
	void everyHintIsAboutAKey() {
		List<String> hinted = StreamSupport.stream(ConfigurationMetadata.hints().spliterator(), false)
			.map((hint) -> hint.path("name").asString())
			.toList();
		assertThat(hinted).contains("chat.socket.transports", "chat.socket.rooms", "chat.wire.message-order");
		assertThat(KEYS).containsAll(hinted);
		for (JsonNode hint : ConfigurationMetadata.hints()) {
			assertThat(hint.path("values")).isNotEmpty()
				.allSatisfy((value) -> assertThat(value.path("description").asString()).isNotBlank());
		}
	}

	private static List<String> keys() {
		List<String> keys = new ArrayList<>();
		add(keys, "chat.", "enabled", "api-key", "jwt-token", "base-url", "project-id", "allow-insecure");
		add(keys, "chat.http.", "connect-timeout", "max-requests-per-second", "response-timeout", "version");
		add(keys, "chat.retry.", "enabled", "max-attempts", "initial-backoff", "max-backoff");
		add(keys, "chat.socket.", "enabled", "auto-startup", "url", "path", "transports", "connector", "ack-timeout",
				"max-event-size", "rooms", "room-discovery-interval");
		add(keys, "chat.socket.", "keep-alive", "delivery", "group", "store", "lease", "shards",
				"jdbc.initialize-schema");
		add(keys, "chat.socket.user.", "user-id", "external-id", "username");
		add(keys, "chat.socket.reconnect.", "initial-delay", "max-delay", "randomization");
		add(keys, "chat.socket.dispatch.", "concurrency", "queue-capacity", "queue-size", "shutdown-timeout");
		add(keys, "chat.socket.recovery.", "enabled", "max-messages", "poll-after");
		add(keys, "chat.listener.", "help-command", "completion-timeout", "retry.max-attempts", "retry.initial-backoff",
				"retry.max-backoff");
		add(keys, "management.endpoint.chat.", "access", "cache.time-to-live");
		add(keys, "chat.token-endpoint.", "enabled", "path", "provision-users", "allowed-origins", "revoke-on-logout",
				"token-ttl", "max-tokens-per-minute", "external-id-prefix");
		add(keys, "chat.health.", "cache-ttl", "socket-grace");
		add(keys, "chat.test-server.", "enabled");
		add(keys, "chat.wire.", "api-key-header", "message-order", "operations", "bodies", "project", "names",
				"room-payload", "socket-auth", "connect-namespace", "first-page");
		add(keys, "chat.wire.query.", "page", "limit", "cursor");
		add(keys, "chat.wire.credentials.", "api-key", "jwt");
		add(keys, "chat.wire.paths.", "project", "users", "rooms", "messages", "verify");
		add(keys, "chat.wire.emits.", "join-room", "leave-room", "send-message", "start-typing", "stop-typing");
		add(keys, "chat.wire.events.", "message", "user-joined", "user-left", "user-typing", "user-stopped-typing",
				"error");
		add(keys, "management.health.", "chat.enabled", "chat-socket.enabled");
		return List.copyOf(keys);
	}

	private static void add(List<String> keys, String prefix, String... names) {
		for (String name : names) {
			keys.add(prefix + name);
		}
	}

}
