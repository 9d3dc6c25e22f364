package io.github.tegrabox.chat.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.tegrabox.chat.wire.MessageOrder;
import io.github.tegrabox.chat.wire.NameStyle;
import io.github.tegrabox.chat.wire.RoomPayload;
import io.github.tegrabox.chat.wire.WireOperation;
import io.github.tegrabox.chat.wire.WireSettings;
import io.github.tegrabox.chat.wire.WireSettings.Emits;
import io.github.tegrabox.chat.wire.WireSettings.Events;
import io.github.tegrabox.chat.wire.WireSettings.Paths;
import io.github.tegrabox.chat.wire.WireSettings.Query;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The wire's settings as properties, read from an application's YAML and written as such.
 */
final class WireYaml {

	private WireYaml() {
	}

	/**
	 * Reads all properties of a YAML file, of every document in it.
	 * @throws IllegalArgumentException if it is no YAML; tells nothing of the content,
	 * which may be a secret
	 */
	static Map<String, String> read(String yaml) {
		Map<String, String> properties = new LinkedHashMap<>();
		try {
			for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
				flatten("", document, properties);
			}
		}
		catch (MarkedYAMLException ex) {
			Mark mark = ex.getProblemMark();
			throw new IllegalArgumentException("it is no YAML" + ((mark != null)
					? ": see line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) : ""));
		}
		catch (YAMLException ex) {
			throw new IllegalArgumentException("it is no YAML: it has characters in it that no YAML may have");
		}
		return properties;
	}

	private static void flatten(String prefix, Object value, Map<String, String> properties) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((name, child) -> flatten(prefix.isEmpty() ? String.valueOf(name) : prefix + '.' + name, child,
					properties));
		}
		else if (value instanceof List<?> list) {
			properties.put(prefix, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
		}
		else if (value != null) {
			properties.put(prefix, value.toString());
		}
	}

	/**
	 * Makes settings of properties.
	 * @throws IllegalArgumentException if one cannot work, by its name
	 */
	static WireSettings settings(Map<String, String> properties) {
		WireSettings.Builder wire = WireSettings.builder();
		Map<String, String> rest = new TreeMap<>();
		properties.forEach((key, value) -> {
			String name = canonical(key);
			if (name.startsWith("chat.wire.")) {
				rest.put(name.substring("chat.wire.".length()), value);
			}
		});
		take("api-key-header", rest, wire::apiKeyHeader);
		take("credentials.api-key", rest, wire::apiKey);
		take("credentials.jwt", rest, wire::jwt);
		take("project", rest, wire::project);
		take("names", rest, (value) -> wire.names(constant(NameStyle.class, value)));
		take("room-payload", rest, (value) -> wire.roomPayload(constant(RoomPayload.class, value)));
		take("message-order", rest, (value) -> wire.messageOrder(constant(MessageOrder.class, value)));
		take("socket-auth", rest, wire::socketAuth);
		take("connect-namespace", rest, wire::connectNamespace);
		take("first-page", rest, (value) -> wire.firstPage(value.equals("0") ? 0 : value.equals("1") ? 1 : -1));
		Query query = Query.defaults();
		wire.query(new Query(of(rest, "query.page", query.page()), of(rest, "query.limit", query.limit()),
				of(rest, "query.cursor", query.cursor()), query.externalUserId()));
		Paths paths = Paths.defaults();
		wire.paths(new Paths(of(rest, "paths.project", paths.project()), of(rest, "paths.users", paths.users()),
				of(rest, "paths.rooms", paths.rooms()), of(rest, "paths.messages", paths.messages()),
				of(rest, "paths.verify", paths.verify())));
		Emits emits = Emits.defaults();
		wire.emits(new Emits(of(rest, "emits.join-room", emits.joinRoom()),
				of(rest, "emits.leave-room", emits.leaveRoom()), of(rest, "emits.send-message", emits.sendMessage()),
				of(rest, "emits.start-typing", emits.startTyping()),
				of(rest, "emits.stop-typing", emits.stopTyping())));
		Events events = Events.defaults();
		wire.events(new Events(of(rest, "events.message", events.message()),
				of(rest, "events.user-joined", events.userJoined()), of(rest, "events.user-left", events.userLeft()),
				of(rest, "events.user-typing", events.userTyping()),
				of(rest, "events.user-stopped-typing", events.userStoppedTyping()),
				of(rest, "events.error", events.error())));
		rest.forEach((name, value) -> {
			String[] parts = name.split("\\.", 3);
			if (parts[0].equals("operations") && parts.length > 1) {
				take(name, Map.of(name, value), (request) -> wire.operation(WireOperation.of(parts[1]), request));
			}
			else if (parts[0].equals("bodies") && parts.length > 2) {
				take(name, Map.of(name, value), (given) -> wire.body(WireOperation.of(parts[1]), parts[2], given));
			}
		});
		wire.projectId(properties.get("chat.project-id"));
		return wire.build();
	}

	/**
	 * The name of a property as it is documented: with dashes, and dots in place of
	 * brackets.
	 */
	private static String canonical(String name) {
		return name.replaceAll("\\.?\\[([^\\[\\]]*)]", ".$1")
			.replaceAll("([a-z])([A-Z])", "$1-$2")
			.replace('_', '-')
			.toLowerCase(Locale.ROOT);
	}

	private static String of(Map<String, String> properties, String name, String other) {
		return properties.getOrDefault(name, other);
	}

	private static void take(String name, Map<String, String> properties, Consumer<String> setting) {
		String value = properties.get(name);
		if (value != null) {
			try {
				setting.accept(value);
			}
			catch (IllegalArgumentException ex) {
				throw new IllegalArgumentException("chat.wire." + name + ": " + ex.getMessage(), ex);
			}
		}
	}

	private static <E extends Enum<E>> E constant(Class<E> type, String value) {
		String bare = value.replaceAll("[^A-Za-z]", "");
		for (E constant : type.getEnumConstants()) {
			if (constant.name().replace("_", "").equalsIgnoreCase(bare)) {
				return constant;
			}
		}
		throw new IllegalArgumentException("there is no '" + value + "'");
	}

	/**
	 * The properties of what differs from the defaults.
	 */
	static Map<String, String> differences(WireSettings wire) {
		WireSettings standard = WireSettings.defaults();
		Map<String, String> all = new LinkedHashMap<>();
		put(all, "credentials.api-key", wire.apiKey(), standard.apiKey());
		put(all, "credentials.jwt", wire.jwt(), standard.jwt());
		put(all, "project", wire.project(), standard.project());
		put(all, "names", (wire.names() == NameStyle.CAMEL_CASE) ? "camelCase" : "snake_case", "snake_case");
		Paths paths = wire.paths();
		Paths usual = standard.paths();
		put(all, "paths.project", paths.project(), usual.project());
		put(all, "paths.users", paths.users(), usual.users());
		put(all, "paths.rooms", paths.rooms(), usual.rooms());
		put(all, "paths.messages", paths.messages(), usual.messages());
		put(all, "paths.verify", paths.verify(), usual.verify());
		WireSettings collections = standard.mutate().project(wire.project()).paths(paths).projectId("-").build();
		for (WireOperation operation : WireOperation.values()) {
			put(all, "operations." + operation.id(), wire.request(operation), collections.request(operation));
		}
		for (WireOperation operation : WireOperation.values()) {
			for (String field : operation.fields()) {
				if (wire.isFieldNamed(operation, field)) {
					all.put("bodies." + operation.id() + '.' + field, wire.fieldName(operation, field));
				}
			}
		}
		put(all, "socket-auth", wire.socketAuth(), standard.socketAuth());
		put(all, "connect-namespace", wire.connectNamespace(), standard.connectNamespace());
		put(all, "room-payload", constant(wire.roomPayload()), constant(standard.roomPayload()));
		emits(all, wire.emits(), standard.emits());
		events(all, wire.events(), standard.events());
		put(all, "first-page", String.valueOf(wire.firstPage()), String.valueOf(standard.firstPage()));
		put(all, "query.page", wire.query().page(), standard.query().page());
		put(all, "query.limit", wire.query().limit(), standard.query().limit());
		put(all, "query.cursor", wire.query().cursor(), standard.query().cursor());
		put(all, "message-order", constant(wire.messageOrder()), constant(standard.messageOrder()));
		return all;
	}

	private static void emits(Map<String, String> all, Emits emits, Emits usual) {
		put(all, "emits.join-room", emits.joinRoom(), usual.joinRoom());
		put(all, "emits.leave-room", emits.leaveRoom(), usual.leaveRoom());
		put(all, "emits.send-message", emits.sendMessage(), usual.sendMessage());
		put(all, "emits.start-typing", emits.startTyping(), usual.startTyping());
		put(all, "emits.stop-typing", emits.stopTyping(), usual.stopTyping());
	}

	private static void events(Map<String, String> all, Events events, Events usual) {
		put(all, "events.message", events.message(), usual.message());
		put(all, "events.user-joined", events.userJoined(), usual.userJoined());
		put(all, "events.user-left", events.userLeft(), usual.userLeft());
		put(all, "events.user-typing", events.userTyping(), usual.userTyping());
		put(all, "events.user-stopped-typing", events.userStoppedTyping(), usual.userStoppedTyping());
		put(all, "events.error", events.error(), usual.error());
	}

	private static void put(Map<String, String> all, String name, String value, String usual) {
		if (!value.equals(usual)) {
			all.put(name, value);
		}
	}

	private static String constant(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Writes what differs from the defaults, ready to paste.
	 * @param complete whether all was found that was looked for
	 */
	static String write(WireSettings wire, boolean polling, boolean complete) {
		Map<String, String> differences = differences(wire);
		if (differences.isEmpty() && wire.projectId() == null && !polling) {
			return (complete ? "# The server speaks as the client does by default: nothing to configure."
					: "# Nothing was found that differs from the defaults, but not everything was found.")
					+ "\nchat: {}\n";
		}
		StringBuilder yaml = new StringBuilder("chat:\n");
		if (wire.projectId() != null) {
			yaml.append("  project-id: ").append(quoted(wire.projectId())).append('\n');
		}
		if (polling) {
			yaml.append("  socket:\n    transports: \"polling\"\n");
		}
		if (!differences.isEmpty()) {
			yaml.append("  wire:\n");
		}
		List<String> open = new ArrayList<>();
		differences.forEach((name, value) -> {
			List<String> path = List.of(name.split("\\."));
			int common = 0;
			while (common < path.size() - 1 && common < open.size() && open.get(common).equals(path.get(common))) {
				common++;
			}
			open.subList(common, open.size()).clear();
			for (int i = common; i < path.size() - 1; i++) {
				yaml.append("  ".repeat(i + 2)).append(path.get(i)).append(":\n");
				open.add(path.get(i));
			}
			String last = path.get(path.size() - 1);
			yaml.append("  ".repeat(path.size() + 1)).append(last).append(": ").append(quoted(value)).append('\n');
		});
		return yaml.toString();
	}

	private static String quoted(String value) {
		StringBuilder quoted = new StringBuilder("\"");
		value.chars().forEach((character) -> {
			if (character != ' ' && Secrets.printable(String.valueOf((char) character)).equals(" ")) {
				quoted.append(String.format("\\u%04x", character));
			}
			else if (character == '"' || character == '\\') {
				quoted.append('\\').append((char) character);
			}
			else {
				quoted.append((char) character);
			}
		});
		return quoted.append('"').toString();
	}

}
